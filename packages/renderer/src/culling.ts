import type { BoardView, Element } from '@drawbridge/board'
import { elementBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxExpand } from '@drawbridge/geometry'

/** Elements are values, so bounds are worked out once for each; a frame then only compares numbers. */
const known = new WeakMap<Element, Box>()

/** Where the element, as `placed` gives it, may leave paint, in board units. */
export function paintedBounds(element: Element): Box {
  let box = known.get(element)
  if (!box) {
    box = elementBounds(element)
    // Measured in its writer's font or only estimated, and that may be narrower than the font here.
    if ('fontSize' in element && element.text !== '')
      box = boxExpand(box, element.fontSize + Math.max(box.maxX - box.minX, box.maxY - box.minY) / 4)
    known.set(element, box)
  }
  return box
}

/**
 * Calls `visit` with each element, where it is seen, that touches the box, bottom first. Allocates nothing for elements
 * seen before.
 */
export function forEachIn(
  board: BoardView,
  { minX, minY, maxX, maxY }: Box,
  visit: (element: Element) => void,
): void {
  for (const stored of board.elements) {
    const element = placed(stored, board)
    const box = paintedBounds(element)
    if (box.minX <= maxX && minX <= box.maxX && box.minY <= maxY && minY <= box.maxY) visit(element)
  }
}
