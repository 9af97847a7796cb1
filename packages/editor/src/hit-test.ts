import type { BoardView, Element } from '@drawbridge/board'
import { distanceToElement, elementBounds } from '@drawbridge/board'
import type { BoardPoint, Box } from '@drawbridge/geometry'
import { boxContainsBox, boxContainsPoint, boxExpand } from '@drawbridge/geometry'

/** The topmost element within `tolerance` board units of the point. */
export function hitTest(board: BoardView, point: BoardPoint, tolerance: number): Element | undefined {
  return board.elements.findLast(
    (element) =>
      boxContainsPoint(boxExpand(elementBounds(element), tolerance), point) &&
      distanceToElement(element, point) <= tolerance,
  )
}

/** The elements that lie wholly inside the box, bottom first. */
export function elementsInBox(board: BoardView, box: Box): Element[] {
  return board.elements.filter((element) => boxContainsBox(box, elementBounds(element)))
}
