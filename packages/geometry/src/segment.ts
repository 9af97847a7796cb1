import type { Vector } from './point.ts'

/** The point of the segment a–b that is nearest to the point; a zero-length segment is a point. */
export function nearestOnSegment(point: Vector, a: Vector, b: Vector): Vector {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const lengthSquared = dx * dx + dy * dy
  const t =
    lengthSquared === 0
      ? 0
      : Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / lengthSquared))
  return { x: a.x + t * dx, y: a.y + t * dy }
}

/** Distance from a point to the segment a–b; a zero-length segment is a point. */
export function distanceToSegment(point: Vector, a: Vector, b: Vector): number {
  const nearest = nearestOnSegment(point, a, b)
  return Math.hypot(point.x - nearest.x, point.y - nearest.y)
}

function side(a: Vector, b: Vector, c: Vector): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/** Least distance between two segments; 0 where they cross. */
export function distanceBetweenSegments(a: Vector, b: Vector, c: Vector, d: Vector): number {
  const crosses =
    Math.sign(side(a, b, c)) * Math.sign(side(a, b, d)) < 0 &&
    Math.sign(side(c, d, a)) * Math.sign(side(c, d, b)) < 0
  if (crosses) return 0
  return Math.min(
    distanceToSegment(a, c, d),
    distanceToSegment(b, c, d),
    distanceToSegment(c, a, b),
    distanceToSegment(d, a, b),
  )
}
