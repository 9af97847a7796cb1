import type { BoardView, Element } from '@drawbridge/board'
import {
  distanceToElement,
  elementBounds,
  elementBox,
  elementOutline,
  inkAt,
  keptRuns,
  linePolyline,
  placed,
} from '@drawbridge/board'
import type { BoardPoint, Box, Vector } from '@drawbridge/geometry'
import {
  boardPoint,
  boxBetween,
  boxCenter,
  boxContainsBox,
  boxContainsPoint,
  boxExpand,
  boxesOverlap,
  boxUnion,
  distance,
  emptyBox,
  isEmptyBox,
  polygonContains,
  rotate,
} from '@drawbridge/geometry'
import { isCutAway } from './frames.ts'

/** The topmost element within `tolerance` board units of the point, of those that `accepts` lets be found. */
export function hitTest(
  board: BoardView,
  point: BoardPoint,
  tolerance: number,
  accepts: (element: Element) => boolean = () => true,
): Element | undefined {
  return board.touching(boxAround(point, tolerance)).findLast((element) => {
    const shown = placed(element, board)
    return (
      boxContainsPoint(boxExpand(elementBounds(shown), tolerance), point) &&
      distanceToElement(shown, point) <= tolerance &&
      !isCutAway(element, point, board) &&
      accepts(element)
    )
  })
}

function boxAround(point: Vector, reach: number): Box {
  return boxExpand(boxBetween(point, point), reach)
}

/** What a press may take: what is locked lets it through. */
export function isFree({ locked }: Element): boolean {
  return !locked
}

/** The topmost shape around the point that is not locked, although it may be hollow there. */
export function shapeAround(board: BoardView, point: BoardPoint): Element | undefined {
  return board
    .touching(boxAround(point, 0))
    .findLast(
      (element) =>
        element.type === 'shape' && isFree(element) && polygonContains(elementOutline(element), point),
    )
}

/** The elements that lie wholly inside the box, bottom first. */
export function elementsInBox(board: BoardView, box: Box): Element[] {
  return board.touching(box).filter((element) => {
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
  return board.touching(path).filter((element) => {
    const shown = placed(element, board)
    return (
      boxesOverlap(path, elementBounds(shown)) &&
      stops.some((stop) => distanceToElement(shown, stop) <= tolerance)
    )
  })
}

/** The elements that lie wholly inside the polygon, bottom first. */
export function elementsInPolygon(board: BoardView, polygon: readonly Vector[]): Element[] {
  const around = polygon.reduce<Box>((box, point) => boxUnion(box, boxBetween(point, point)), emptyBox)
  return elementsInBox(board, around).filter((element) =>
    pointsOf(placed(element, board)).every((point) => polygonContains(polygon, point)),
  )
}

/** Enough of a long stroke to tell where it lies. */
const mostPoints = 200

/** Points along what is drawn of an element. */
function pointsOf(element: Element): readonly Vector[] {
  if (element.type === 'line') return linePolyline(element)
  if (element.type !== 'stroke') return elementOutline(element)
  const { ink, erased, scaleX, scaleY, rotation } = element
  const center = boxCenter(elementBox(element))
  return keptRuns(erased, ink.length).flatMap(([from, to]) => {
    const step = Math.max(1, ink.length / mostPoints)
    const count = Math.ceil((to - from) / step)
    return Array.from({ length: count + 1 }, (_, i) => {
      const { x, y } = inkAt(ink, Math.min(to, from + i * step))
      return rotate({ x: element.x + x * scaleX, y: element.y + y * scaleY }, center, rotation)
    })
  })
}

/** Points no further apart than `gap`: whatever crosses the segment is then within half a gap of one of them. */
function stopsBetween(from: BoardPoint, to: BoardPoint, gap: number): BoardPoint[] {
  const count = Math.max(1, Math.ceil(distance(from, to) / gap))
  return Array.from({ length: count + 1 }, (_, i) =>
    boardPoint(from.x + ((to.x - from.x) * i) / count, from.y + ((to.y - from.y) * i) / count),
  )
}
