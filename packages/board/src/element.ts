import type { ShapeName } from '@drawbridge/geometry'
import type { ElementId } from './id.ts'
import type { Ink } from './ink.ts'
import type { Erased } from './erased.ts'

/** A palette name that follows the light or dark theme, or `#rrggbb`. */
export type Color = string

export type Brush = 'pen' | 'highlighter'
export type Dash = 'solid' | 'dashed' | 'dotted'
export type FillStyle = 'solid' | 'hachure' | 'cross-hatch'
export type Font = 'sans' | 'serif' | 'mono' | 'hand'
export type Align = 'start' | 'center' | 'end'
export type VerticalAlign = 'top' | 'middle' | 'bottom'
export type Route = 'straight' | 'curved' | 'elbow'
export type LineHead = 'none' | 'arrow' | 'triangle' | 'dot' | 'diamond' | 'bar'

interface ElementBase {
  readonly id: ElementId
  /** Paint order key; elements are painted in ascending (index, id). */
  readonly index: string
  /** Origin in board units: the first point of strokes and lines, the top left corner of the others, before it is turned. */
  readonly x: number
  readonly y: number
  /** Radians, clockwise about the middle of the element's box. */
  readonly rotation: number
  readonly color: Color
  /** 0…1 */
  readonly opacity: number
  /** Ids of the groups that it belongs to, outermost first, joined by `/`. */
  readonly groups: string
  /** Id of the frame that it lies in, or nothing. */
  readonly frame: string
  /** Id of the page that it is on; nothing is the first page. */
  readonly page: string
  /** An address that a click opens, or nothing. */
  readonly link: string
  readonly locked: boolean
}

interface Boxed {
  readonly width: number
  readonly height: number
}

interface Flippable {
  readonly flipX: boolean
  readonly flipY: boolean
}

/** Words in or on an element. */
interface Labelled {
  readonly text: string
  /** Board units; a line is 1.25 times as high. */
  readonly fontSize: number
  readonly font: Font
}

interface Aligned {
  readonly align: Align
  readonly verticalAlign: VerticalAlign
}

interface Outlined {
  /** Board units. */
  readonly strokeWidth: number
  readonly dash: Dash
  /** 0 is clean; from 1 on it looks drawn by hand. */
  readonly roughness: number
}

export interface StrokeElement extends ElementBase {
  readonly type: 'stroke'
  /** Board units at pressure 0.5. */
  readonly strokeWidth: number
  readonly brush: Brush
  /** How much larger the ink is shown than it was drawn; negative is mirrored. The width of the line stays. */
  readonly scaleX: number
  readonly scaleY: number
  readonly ink: Ink
  readonly erased: Erased
}

export interface ShapeElement extends ElementBase, Boxed, Flippable, Labelled, Aligned, Outlined {
  readonly type: 'shape'
  readonly shape: ShapeName
  /** Of rounded corners, in board units. */
  readonly radius: number
  /** `none`, or a colour. */
  readonly fill: Color
  readonly fillStyle: FillStyle
}

/** A sticky note; its colour is the paper's. */
export interface NoteElement extends ElementBase, Boxed, Labelled, Aligned {
  readonly type: 'note'
}

/**
 * A line or an arrow. A bound end names the element that it is joined to, and where on its box; what is stored in x, y,
 * dx and dy is then only what its author last saw: `placed` says where it is.
 */
export interface LineElement extends ElementBase, Labelled, Outlined {
  readonly type: 'line'
  /** The end, relative to the origin. */
  readonly dx: number
  readonly dy: number
  readonly route: Route
  /** How far a curved line leaves the straight one in its middle, to the left of its direction, in board units. */
  readonly bend: number
  readonly startHead: LineHead
  readonly endHead: LineHead
  /** Id of the element that the start is joined to, or nothing. */
  readonly startElement: string
  /** Where on that element's box, in fractions of its width and height before it is turned. */
  readonly startX: number
  readonly startY: number
  readonly endElement: string
  readonly endX: number
  readonly endY: number
}

/** Its size is as measured by whoever wrote the text, since only browsers have fonts. */
export interface TextElement extends ElementBase, Boxed, Labelled {
  readonly type: 'text'
  readonly align: Align
  /** True where a person has set the width, so that lines are broken to fit. */
  readonly wraps: boolean
}

/** A named area; what lies in it moves with it and is cut at its edge. */
export interface FrameElement extends ElementBase, Boxed {
  readonly type: 'frame'
  /** Its name. */
  readonly text: string
}

export interface ImageElement extends ElementBase, Boxed, Flippable {
  readonly type: 'image'
  /** SHA-256 of the file's bytes, as base64url. */
  readonly file: string
  /** The part of the picture that is shown, in fractions of its width and height. */
  readonly cropX: number
  readonly cropY: number
  readonly cropWidth: number
  readonly cropHeight: number
  /** What it shows, for those who cannot see it. */
  readonly text: string
}

/** A page beside the first one. It is not painted; paint order is the order of pages. */
export interface PageElement extends ElementBase {
  readonly type: 'page'
  /** Its name. */
  readonly text: string
}

/** One thing on the board. A value: a change makes a new one. */
export type Element =
  | StrokeElement
  | ShapeElement
  | NoteElement
  | LineElement
  | TextElement
  | FrameElement
  | ImageElement
  | PageElement
export type ElementType = Element['type']
export type ElementOf<T extends ElementType> = Extract<Element, { type: T }>

type Fixed = 'id' | 'type' | 'ink' | 'erased'
type EveryProperty<E> = E extends Element ? Exclude<keyof E, Fixed> : never
export type PropertyName = EveryProperty<Element>
type TypeOf<E, P extends PropertyName> = E extends Readonly<Record<P, infer T>> ? T : never

/** All properties that any element has, each with its type. */
export type Properties = { readonly [P in PropertyName]: TypeOf<Element, P> }
/** What `update` may set: anything but identity, type and ink. Properties that an element does not have are skipped. */
export type ElementChanges = Partial<Properties>
export type PropertyValue = string | number | boolean

export interface BoardSettings {
  readonly background: Color
  readonly pattern: 'none' | 'dots' | 'lines'
  /** The first page is there without an element; what an element would say of it is said here. '' has no name yet. */
  readonly firstPageName: string
  /** Its place among the pages, as their `index`: it need not stay the first. */
  readonly firstPageIndex: string
}

export const defaultSettings: BoardSettings = {
  background: 'paper',
  pattern: 'dots',
  firstPageName: '',
  firstPageIndex: 'a0',
}
