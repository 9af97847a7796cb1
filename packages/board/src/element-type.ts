import type { Box, BoardPoint } from '@drawbridge/geometry'
import type { Element, PropertyName } from './element.ts'

/** All that the board needs to know of one type of element. A new type is one of these and one row in the table. */
export interface ElementTypeDefinition<E extends Element> {
  readonly type: E['type']
  /** Those it has, beside id, type and ink; what each holds is stated in `propertyKinds`. */
  readonly properties: readonly PropertyName[]
  /** True when the type carries ink and erased ranges. */
  readonly hasInk: boolean
  /** What it covers, line widths included, in board units. */
  readonly bounds: (element: E) => Box
  /** Distance in board units from the point to the nearest drawn part; 0 inside what is filled. */
  readonly distanceTo: (element: E, point: BoardPoint) => number
}

export const commonProperties = ['index', 'x', 'y', 'color', 'opacity'] as const satisfies PropertyName[]
