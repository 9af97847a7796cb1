import type { Box, Vector } from '@drawbridge/geometry'
import type {
  Element,
  ElementChanges,
  ElementOf,
  ElementType,
  FrameElement,
  ImageElement,
  LineElement,
  NoteElement,
  PageElement,
  ShapeElement,
  StrokeElement,
  TextElement,
} from './element.ts'
import { elementType } from './element-types.ts'
import { nothingErased } from './erased.ts'
import type { ElementId } from './id.ts'
import type { InkPoint } from './ink.ts'
import { gridForZoom, Ink } from './ink.ts'
import { defaults } from './property.ts'

/** Identity, and whatever else is to differ from the defaults; what the type does not have is left out. */
export interface Made extends ElementChanges {
  readonly id: ElementId
  /** Paint order key, from `indexBetween`. */
  readonly index: string
}

/** An element of a type without ink. Properties that are not given are as `defaults` has them. */
function element<T extends Exclude<ElementType, 'stroke'>>(type: T, made: Made): ElementOf<T> {
  return { id: made.id, type, ...properties(type, made) } as unknown as ElementOf<T>
}

function properties(type: ElementType, made: Made): ElementChanges {
  const given: Record<string, unknown> = {}
  for (const name of elementType(type).properties) given[name] = made[name] ?? defaults[name]
  return given
}

/**
 * A stroke through points in board units; the first is its origin.
 * @param zoom at which it is drawn: chooses how finely points are kept. 1 if left out.
 */
export function stroke(
  made: Made & { readonly points: readonly InkPoint[]; readonly zoom?: number },
): StrokeElement {
  const grid = gridForZoom(made.zoom ?? 1)
  const { x, y } = made.points[0] ?? { x: 0, y: 0 }
  return {
    id: made.id,
    type: 'stroke',
    ...properties('stroke', { ...made, x, y }),
    ink: inkFrom(made.points, { x, y }, grid),
    erased: nothingErased,
  } as StrokeElement
}

/** Points in board units as ink relative to a stroke's origin: what `extendStroke` takes. */
export function inkFrom(points: readonly InkPoint[], origin: Vector, grid: number): Ink {
  return Ink.from(
    points.map((point) => ({ ...point, x: point.x - origin.x, y: point.y - origin.y })),
    grid,
  )
}

const placedIn = ({ box }: { readonly box: Box }) => ({
  x: box.minX,
  y: box.minY,
  width: box.maxX - box.minX,
  height: box.maxY - box.minY,
})

/** A shape (a rectangle, unless told) that fills a box given in board units. */
export function shape(made: Made & { readonly box: Box }): ShapeElement {
  return element('shape', { ...made, ...placedIn(made) })
}

/** A rectangle that fills a box given in board units. */
export function rectangle(made: Made & { readonly box: Box }): ShapeElement {
  return shape({ ...made, shape: 'rectangle' })
}

/** The ellipse inscribed in a box given in board units. */
export function ellipse(made: Made & { readonly box: Box }): ShapeElement {
  return shape({ ...made, shape: 'ellipse' })
}

/** A sticky note that fills a box given in board units. */
export function note(made: Made & { readonly box: Box }): NoteElement {
  return element('note', { ...made, ...placedIn(made) })
}

/** A line between two points in board units. */
export function line(made: Made & { readonly from: Vector; readonly to: Vector }): LineElement {
  const { from, to } = made
  return element('line', { ...made, x: from.x, y: from.y, dx: to.x - from.x, dy: to.y - from.y })
}

/** Text whose top left corner is `at`; width and height as measured in its font, in board units. */
export function text(made: Made & { readonly at: Vector; readonly text: string }): TextElement {
  return element('text', { align: 'start', ...made, x: made.at.x, y: made.at.y })
}

/** A frame around a box given in board units; `text` is its name. */
export function frame(made: Made & { readonly box: Box }): FrameElement {
  return element('frame', { ...made, ...placedIn(made) })
}

/** A picture that fills a box given in board units; `file` names its bytes. */
export function image(made: Made & { readonly box: Box; readonly file: string }): ImageElement {
  return element('image', { ...made, ...placedIn(made) })
}

/** A page; `text` is its name. */
export function page(made: Made): PageElement {
  return element('page', made)
}

/** Whether the property is one that the element has. */
export function hasProperty(element: Element, name: string): name is keyof ElementChanges {
  return (elementType(element.type).properties as readonly string[]).includes(name)
}
