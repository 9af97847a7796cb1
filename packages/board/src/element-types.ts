import type { BoardPoint, Box } from '@drawbridge/geometry'
import type { Element, ElementType } from './element.ts'
import type { ElementTypeDefinition } from './element-type.ts'
import { ellipse } from './elements/ellipse.ts'
import { line } from './elements/line.ts'
import { rectangle } from './elements/rectangle.ts'
import { stroke } from './elements/stroke.ts'
import { text } from './elements/text.ts'

type ElementOf<T extends ElementType> = Extract<Element, { type: T }>

/** The type table, in wire order: append only. */
const definitions: { readonly [T in ElementType]: ElementTypeDefinition<ElementOf<T>> } = {
  stroke,
  rectangle,
  ellipse,
  line,
  text,
}

export const elementTypes = Object.keys(definitions) as readonly ElementType[]

/** The table's row for a type. */
export function elementType<T extends ElementType>(type: T): ElementTypeDefinition<ElementOf<T>> {
  return definitions[type]
}

/** What the element covers, line widths included, in board units. */
export function elementBounds(element: Element): Box {
  return (elementType(element.type) as ElementTypeDefinition<Element>).bounds(element)
}

/** Distance in board units from the point to what is drawn of the element. */
export function distanceToElement(element: Element, point: BoardPoint): number {
  return (elementType(element.type) as ElementTypeDefinition<Element>).distanceTo(element, point)
}
