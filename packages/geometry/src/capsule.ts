import type { Vector } from './point.ts'

/** An interval of a segment's parameter: 0 at its start, 1 at its end. */
export type Interval = readonly [from: number, to: number]

/**
 * The part of the segment p–q that a disc covers on its way from a to b: a capsule is convex, so that is one interval.
 * Undefined where the disc does not touch it. A segment without length is a point: all of it or nothing.
 */
export function segmentInCapsule(
  p: Vector,
  q: Vector,
  a: Vector,
  b: Vector,
  radius: number,
): Interval | undefined {
  let from = Infinity
  let to = -Infinity
  for (const part of [inDisc(p, q, a, radius), inDisc(p, q, b, radius), inBand(p, q, a, b, radius)])
    if (part) {
      from = Math.min(from, part[0])
      to = Math.max(to, part[1])
    }
  return from <= to ? [from, to] : undefined
}

function inDisc(p: Vector, q: Vector, center: Vector, radius: number): Interval | undefined {
  const dx = q.x - p.x
  const dy = q.y - p.y
  const fx = p.x - center.x
  const fy = p.y - center.y
  const square = dx * dx + dy * dy
  if (square === 0) return Math.hypot(fx, fy) <= radius ? [0, 1] : undefined
  // The nearest point of the whole line, and how far from it the circle is met: steadier than the quadratic formula.
  const middle = -(fx * dx + fy * dy) / square
  const distance = Math.hypot(fx + middle * dx, fy + middle * dy)
  if (distance > radius) return undefined
  const half = Math.sqrt((radius * radius - distance * distance) / square)
  return clipped(middle - half, middle + half)
}

/** Within the radius of the line from a to b, and beside the segment rather than beyond its ends. */
function inBand(p: Vector, q: Vector, a: Vector, b: Vector, radius: number): Interval | undefined {
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  if (length === 0) return undefined
  const ux = (b.x - a.x) / length
  const uy = (b.y - a.y) / length
  const along = (point: Vector) => (point.x - a.x) * ux + (point.y - a.y) * uy
  const across = (point: Vector) => (point.y - a.y) * ux - (point.x - a.x) * uy
  const lengthwise = between(along(p), along(q), 0, length)
  const crosswise = between(across(p), across(q), -radius, radius)
  if (!lengthwise || !crosswise) return undefined
  return clipped(Math.max(lengthwise[0], crosswise[0]), Math.min(lengthwise[1], crosswise[1]))
}

/** Where a value that goes evenly from `start` to `end` lies between two bounds. */
function between(start: number, end: number, low: number, high: number): Interval | undefined {
  const change = end - start
  if (change === 0) return start >= low && start <= high ? [0, 1] : undefined
  const one = (low - start) / change
  const other = (high - start) / change
  return clipped(Math.min(one, other), Math.max(one, other))
}

function clipped(from: number, to: number): Interval | undefined {
  const low = Math.max(0, from)
  const high = Math.min(1, to)
  return low <= high ? [low, high] : undefined
}
