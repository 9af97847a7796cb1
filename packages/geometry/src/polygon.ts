import type { Vector } from './point.ts'
import { distanceToSegment, nearestOnSegment } from './segment.ts'

/** Whether a point lies in a closed polygon, by the even-odd rule; its edges may count either way. */
export function polygonContains(polygon: readonly Vector[], point: Vector): boolean {
  let inside = false
  let previous = polygon.at(-1)
  for (const corner of polygon) {
    if (previous && corner.y > point.y !== previous.y > point.y) {
      const x = corner.x + ((point.y - corner.y) / (previous.y - corner.y)) * (previous.x - corner.x)
      if (point.x < x) inside = !inside
    }
    previous = corner
  }
  return inside
}

/** Distance to a chain of segments; Infinity where there is no point at all. @param closed joins the last to the first */
export function distanceToPolyline(points: readonly Vector[], point: Vector, closed = false): number {
  let nearest = Infinity
  let previous = closed ? points.at(-1) : points[0]
  for (const next of points) {
    if (previous) nearest = Math.min(nearest, distanceToSegment(point, previous, next))
    previous = next
  }
  return nearest
}

/**
 * Where a ray from `from` towards `to` first meets the closed polygon, as long as that is before `to`;
 * undefined where it does not.
 */
export function polygonEntry(polygon: readonly Vector[], from: Vector, to: Vector): Vector | undefined {
  const dx = to.x - from.x
  const dy = to.y - from.y
  let first = Infinity
  let a = polygon.at(-1)
  for (const b of polygon) {
    if (a) {
      const ex = b.x - a.x
      const ey = b.y - a.y
      const across = dx * ey - dy * ex
      if (across !== 0) {
        const t = ((a.x - from.x) * ey - (a.y - from.y) * ex) / across
        const u = ((a.x - from.x) * dy - (a.y - from.y) * dx) / across
        if (t >= 0 && t <= 1 && u >= 0 && u <= 1 && t < first) first = t
      }
    }
    a = b
  }
  return first === Infinity ? undefined : { x: from.x + dx * first, y: from.y + dy * first }
}

/** The point of a chain of segments that is nearest to `point`; `point` itself where there is none. */
export function nearestOnPolyline(points: readonly Vector[], point: Vector, closed = false): Vector {
  let nearest = point
  let least = Infinity
  let previous = closed ? points.at(-1) : points[0]
  for (const next of points) {
    if (previous) {
      const on = nearestOnSegment(point, previous, next)
      const away = Math.hypot(on.x - point.x, on.y - point.y)
      if (away < least) {
        least = away
        nearest = on
      }
    }
    previous = next
  }
  return nearest
}
