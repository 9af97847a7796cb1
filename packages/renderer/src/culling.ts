import type { BoardView, Element } from '@drawbridge/board'
import { placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'

/** Calls `visit` with each element, where it is seen, that may leave paint in the box, bottom first. */
export function forEachIn(board: BoardView, box: Box, visit: (element: Element) => void): void {
  for (const element of board.touching(box)) visit(placed(element, board))
}
