import type { Vector } from './point.ts'
import { distance } from './point.ts'
import { distanceToSegment } from './segment.ts'

/** As many points, evenly along the way from the first to the last; fewer than two points, or no way, give none. */
export function resampled(points: readonly Vector[], count: number): readonly Vector[] {
  const whole = points.reduce((sum, point, i) => sum + distance(point, points[i - 1] ?? point), 0)
  const first = points[0]
  if (!first || whole === 0) return []
  const gap = whole / (count - 1)
  const result: Vector[] = [first]
  let gone = 0
  points.forEach((point, i) => {
    const before = points[i - 1] ?? point
    const length = distance(before, point)
    while (result.length < count && result.length * gap <= gone + length + whole * 1e-9) {
      const part = length === 0 ? 1 : Math.min(1, (result.length * gap - gone) / length)
      result.push({ x: before.x + (point.x - before.x) * part, y: before.y + (point.y - before.y) * part })
    }
    gone += length
  })
  return result
}

/** The points that the way needs to stay within a tolerance of where it was: its ends and its corners. */
export function corners(points: readonly Vector[], tolerance: number): readonly Vector[] {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || points.length < 3) return points
  let farthest = 0
  let at = 0
  points.forEach((point, i) => {
    const off = distanceToSegment(point, first, last)
    if (off > farthest) {
      farthest = off
      at = i
    }
  })
  if (farthest <= tolerance) return [first, last]
  return [
    ...corners(points.slice(0, at + 1), tolerance).slice(0, -1),
    ...corners(points.slice(at), tolerance),
  ]
}
