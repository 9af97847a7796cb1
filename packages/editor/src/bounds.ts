import type { Element } from '@drawbridge/board'
import { elementBounds } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxUnion, emptyBox } from '@drawbridge/geometry'

/** What the elements cover together; the empty box when there are none. */
export function boundsOf(elements: Iterable<Element>): Box {
  let box = emptyBox
  for (const element of elements) box = boxUnion(box, elementBounds(element))
  return box
}
