import type { ElementId } from './id.ts'
import type { Ink } from './ink.ts'
import type { Erased } from './erased.ts'

/** A palette name that follows the light or dark theme, or `#rrggbb`. */
export type Color = string

interface ElementBase {
  readonly id: ElementId
  /** Paint order key; elements are painted in ascending (index, id). */
  readonly index: string
  /** Origin in board units: the first point of strokes and lines, the top left corner of the others. */
  readonly x: number
  readonly y: number
  readonly color: Color
  /** 0…1 */
  readonly opacity: number
}

export interface StrokeElement extends ElementBase {
  readonly type: 'stroke'
  /** Board units at pressure 0.5. */
  readonly strokeWidth: number
  readonly ink: Ink
  readonly erased: Erased
}

export interface RectangleElement extends ElementBase {
  readonly type: 'rectangle'
  readonly width: number
  readonly height: number
  readonly strokeWidth: number
  /** `none`, or a colour. */
  readonly fill: Color
}

export interface EllipseElement extends ElementBase {
  readonly type: 'ellipse'
  readonly width: number
  readonly height: number
  readonly strokeWidth: number
  /** `none`, or a colour. */
  readonly fill: Color
}

export interface LineElement extends ElementBase {
  readonly type: 'line'
  /** The end, relative to the origin. */
  readonly dx: number
  readonly dy: number
  readonly strokeWidth: number
}

export interface TextElement extends ElementBase {
  readonly type: 'text'
  readonly text: string
  /** Board units; a line is 1.25 times as high. */
  readonly fontSize: number
  /** As measured by whoever wrote the text, since only browsers have fonts. */
  readonly width: number
  readonly height: number
}

/** One thing on the board. A value: a change makes a new one. */
export type Element = StrokeElement | RectangleElement | EllipseElement | LineElement | TextElement
export type ElementType = Element['type']

/** What `update` may set: anything but identity, type and ink. Properties that an element does not have are skipped. */
export interface ElementChanges {
  readonly index?: string
  readonly x?: number
  readonly y?: number
  readonly color?: Color
  readonly opacity?: number
  readonly strokeWidth?: number
  readonly width?: number
  readonly height?: number
  readonly fill?: Color
  readonly dx?: number
  readonly dy?: number
  readonly text?: string
  readonly fontSize?: number
}
export type PropertyName = keyof ElementChanges
export type PropertyValue = string | number

export interface BoardSettings {
  readonly background: Color
  readonly pattern: 'none' | 'dots' | 'lines'
}

export const defaultSettings: BoardSettings = { background: 'paper', pattern: 'dots' }
