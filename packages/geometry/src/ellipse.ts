import type { Vector } from './point.ts'

/** Below this a radius's square is no use to divide by, and nobody sees a difference to none at all. */
const negligible = 1e-9

/**
 * How far a point is from the outline of an axis-aligned ellipse, to first order (value over gradient):
 * exact on the outline, close near it, which is where a hit test asks.
 * Source: the usual approximate signed distance |F| / |∇F| for an implicit curve F.
 */
export function distanceToEllipse(point: Vector, center: Vector, radiusX: number, radiusY: number): number {
  const dx = point.x - center.x
  const dy = point.y - center.y
  if (radiusX < negligible || radiusY < negligible) {
    const overX = Math.max(0, Math.abs(dx) - Math.max(0, radiusX))
    const overY = Math.max(0, Math.abs(dy) - Math.max(0, radiusY))
    return Math.hypot(overX, overY)
  }
  const length = Math.hypot(dx / radiusX, dy / radiusY)
  if (length === 0) return Math.min(radiusX, radiusY)
  const gradient = Math.hypot(dx / radiusX ** 2, dy / radiusY ** 2) / length
  return Math.abs(length - 1) / gradient
}
