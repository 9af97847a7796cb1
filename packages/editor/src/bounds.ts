import type { BoardView, Element } from '@drawbridge/board'
import { elementBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxUnion, emptyBox } from '@drawbridge/geometry'

/** What the elements, which are on the board, cover together; the empty box when there are none. */
export function boundsOf(elements: Iterable<Element>, board: BoardView): Box {
  let box = emptyBox
  for (const element of elements) box = boxUnion(box, elementBounds(placed(element, board)))
  return box
}
