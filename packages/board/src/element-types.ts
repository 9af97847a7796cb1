import type { BoardPoint, Box } from '@drawbridge/geometry'
import { boxCenter, boxExpand, boxUnion, rotate, rotatedBounds } from '@drawbridge/geometry'
import type { Element, ElementOf, ElementType } from './element.ts'
import type { ElementTypeDefinition } from './element-type.ts'
import { frame } from './elements/frame.ts'
import { image } from './elements/image.ts'
import { line } from './elements/line.ts'
import { note } from './elements/note.ts'
import { page } from './elements/page.ts'
import { shape } from './elements/shape.ts'
import { stroke } from './elements/stroke.ts'
import { text } from './elements/text.ts'

/** The type table, in wire order: append only. */
const definitions: { readonly [T in ElementType]: ElementTypeDefinition<ElementOf<T>> } = {
  stroke,
  shape,
  note,
  line,
  text,
  frame,
  image,
  page,
}

export const elementTypes = Object.keys(definitions) as readonly ElementType[]

/** The table's row for a type. */
export function elementType<T extends ElementType>(type: T): ElementTypeDefinition<ElementOf<T>> {
  return definitions[type]
}

const definitionOf = (element: Element) => elementType(element.type) as ElementTypeDefinition<Element>

/** The extent of the element's geometry before it is turned, line widths not included, in board units. */
export function elementBox(element: Element): Box {
  return definitionOf(element).box(element)
}

/** What the element covers as it is turned, line widths and words included, in board units; the empty box for what is not painted. */
export function elementBounds(element: Element): Box {
  const definition = definitionOf(element)
  const box = definition.box(element)
  const bounds = boxExpand(rotatedBounds(box, element.rotation), definition.margin(element))
  const words = definition.words?.(element)
  if (!words) return bounds
  const middle = boxCenter(words)
  const turned = rotate(middle, boxCenter(box), element.rotation)
  const upright = rotatedBounds(words, element.rotation)
  const [dx, dy] = [turned.x - middle.x, turned.y - middle.y]
  return boxUnion(bounds, {
    minX: upright.minX + dx,
    minY: upright.minY + dy,
    maxX: upright.maxX + dx,
    maxY: upright.maxY + dy,
  })
}

/** Distance in board units from the point to what is drawn of the element. */
export function distanceToElement(element: Element, point: BoardPoint): number {
  const definition = definitionOf(element)
  const unturned =
    element.rotation === 0 ? point : rotate(point, boxCenter(definition.box(element)), -element.rotation)
  return definition.distanceTo(element, unturned)
}
