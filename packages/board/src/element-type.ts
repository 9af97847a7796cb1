import type { Box, Vector } from '@drawbridge/geometry'
import type { Element, PropertyName } from './element.ts'

/** All that the board needs to know of one type of element. A new type is one of these and one row in the table. */
export interface ElementTypeDefinition<E extends Element> {
  readonly type: E['type']
  /** Those it has, beside id, type and ink; what each holds is stated in `propertyKinds`. In wire order: append only. */
  readonly properties: readonly PropertyName[]
  /** True when the type carries ink and erased ranges. */
  readonly hasInk: boolean
  /** Its geometry's extent before it is turned, line widths not included, in board units; empty for what is not painted. */
  readonly box: (element: E) => Box
  /** How far its paint reaches beyond that, in board units. */
  readonly margin: (element: E) => number
  /** About where words stand that reach beyond its box, as long as it is not turned; nothing where there are none. */
  readonly words?: (element: E) => Box | undefined
  /** Distance in board units from the point to the nearest drawn part as if it were not turned; 0 inside what is filled. */
  readonly distanceTo: (element: E, point: Vector) => number
}

export const commonProperties = [
  'index',
  'x',
  'y',
  'color',
  'opacity',
  'rotation',
  'groups',
  'frame',
  'page',
  'link',
  'locked',
] as const satisfies PropertyName[]

/** The box of an element that has a width and a height. */
export function boxOf({
  x,
  y,
  width,
  height,
}: Vector & { readonly width: number; readonly height: number }): Box {
  return { minX: x, minY: y, maxX: x + width, maxY: y + height }
}

/** Distance from a point to a filled box. */
export function distanceToBox({ minX, minY, maxX, maxY }: Box, point: Vector): number {
  const dx = Math.max(minX - point.x, 0, point.x - maxX)
  const dy = Math.max(minY - point.y, 0, point.y - maxY)
  return Math.hypot(dx, dy)
}
