import type { BoardView, Element } from '@drawbridge/board'
import { distanceToElement, elementBounds, placed } from '@drawbridge/board'
import type { BoardPoint, Box } from '@drawbridge/geometry'
import {
  boardPoint,
  boxBetween,
  boxContainsBox,
  boxContainsPoint,
  boxExpand,
  boxesOverlap,
  distance,
  isEmptyBox,
} from '@drawbridge/geometry'

/** The topmost element within `tolerance` board units of the point. */
export function hitTest(board: BoardView, point: BoardPoint, tolerance: number): Element | undefined {
  return board.elements.findLast((element) => {
    const shown = placed(element, board)
    return (
      boxContainsPoint(boxExpand(elementBounds(shown), tolerance), point) &&
      distanceToElement(shown, point) <= tolerance
    )
  })
}

/** The elements that lie wholly inside the box, bottom first. */
export function elementsInBox(board: BoardView, box: Box): Element[] {
  return board.elements.filter((element) => {
    const bounds = elementBounds(placed(element, board))
    return !isEmptyBox(bounds) && boxContainsBox(box, bounds)
  })
}

/** The elements that a disc of radius `tolerance` touches on its way from one point to the other, bottom first. */
export function elementsAlong(
  board: BoardView,
  from: BoardPoint,
  to: BoardPoint,
  tolerance: number,
): Element[] {
  const path = boxExpand(boxBetween(from, to), tolerance)
  const stops = stopsBetween(from, to, tolerance)
  return board.elements.filter((element) => {
    const shown = placed(element, board)
    return (
      boxesOverlap(path, elementBounds(shown)) &&
      stops.some((stop) => distanceToElement(shown, stop) <= tolerance)
    )
  })
}

/** Points no further apart than `gap`: whatever crosses the segment is then within half a gap of one of them. */
function stopsBetween(from: BoardPoint, to: BoardPoint, gap: number): BoardPoint[] {
  const count = Math.max(1, Math.ceil(distance(from, to) / gap))
  return Array.from({ length: count + 1 }, (_, i) =>
    boardPoint(from.x + ((to.x - from.x) * i) / count, from.y + ((to.y - from.y) * i) / count),
  )
}
