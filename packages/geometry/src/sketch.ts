import { boxCenter, rotate } from './rotation.ts'
import type { Box } from './box.ts'
import { boxBetween, boxUnion, emptyBox } from './box.ts'
import type { Vector } from './point.ts'
import { distance } from './point.ts'
import { distanceToPolyline } from './polygon.ts'
import { distanceToSegment } from './segment.ts'
import { corners, resampled } from './polyline.ts'
import type { SketchShape } from './sketch-shapes.ts'
import { sketchOutline, sketchShapes } from './sketch-shapes.ts'

/** What a drawing was meant to be. */
export type Sketch = SketchedLine | SketchedShape

export interface SketchedLine {
  readonly kind: 'line' | 'arrow'
  readonly from: Vector
  readonly to: Vector
}

export interface SketchedShape {
  readonly kind: SketchShape
  /** Before it is turned. */
  readonly box: Box
  /** Radians, clockwise about the middle of the box. */
  readonly rotation: number
}

/** Points that a drawing is reduced to. */
const samples = 40
/** Largest deviation of a straight line, as a part of its length. */
const straightness = 0.09
/** Largest gap between the ends of a closed figure, as a part of its length. */
const closing = 0.16
/** Largest mean distance between a drawing and what it is taken for, as a part of its size. */
const likeness = 0.052
/** People mean things to be upright: what is turned has to fit better. */
const upRight = { factor: 1, extra: 0 }
const skewed = { factor: 1.1, extra: 0.003 }
const turned = { factor: 1.25, extra: 0.006 }
/** What is turned less than this was meant to be upright. Radians. */
const skew = Math.PI / 20

/**
 * What a stroke looks like: a straight line, an arrow, a rectangle, ellipse, triangle, diamond or star. Undefined for
 * everything else, and for what is too short to tell.
 */
export function recognizeSketch(points: readonly Vector[]): Sketch | undefined {
  const drawn = resampled(points, samples)
  const first = drawn[0]
  const last = drawn.at(-1)
  if (!first || !last || drawn.length < samples) return undefined
  const length = lengthOf(drawn)
  if (isStraight(drawn, first, last)) return { kind: 'line', from: first, to: last }
  if (distance(first, last) > closing * length) return arrow(points)
  return closed(drawn, points) ?? arrow(points)
}

function lengthOf(points: readonly Vector[]): number {
  return points.reduce((sum, point, i) => sum + distance(point, points[i - 1] ?? point), 0)
}

function isStraight(drawn: readonly Vector[], first: Vector, last: Vector): boolean {
  const far = distance(first, last)
  return far > 0 && drawn.every((point) => distanceToSegment(point, first, last) <= straightness * far)
}

/** A long straight shaft, then barbs that turn back sharply and stay near its tip. */
function arrow(points: readonly Vector[]): Sketch | undefined {
  const box = boxOf(points)
  const size = Math.hypot(box.maxX - box.minX, box.maxY - box.minY)
  const [from, to, ...barbs] = corners(points, size * 0.05)
  if (!from || !to || barbs.length === 0 || barbs.length > 4) return undefined
  const shaft = distance(from, to)
  if (barbs.some((barb) => distance(barb, to) > shaft * 0.55)) return undefined
  const wings = barbs.filter((barb) => distance(barb, to) > shaft * 0.08)
  const sides = new Set(wings.map((wing) => Math.sign(cross(from, to, wing))))
  // Both barbs, on different sides of the shaft, both behind the tip.
  const isBehind = wings.every((wing) => along(from, to, wing) < 1)
  return sides.has(1) && sides.has(-1) && isBehind ? { kind: 'arrow', from, to } : undefined
}

function cross(from: Vector, to: Vector, point: Vector): number {
  return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
}

/** How far along the way from one point to another, as a part of it. */
function along(from: Vector, to: Vector, point: Vector): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  return ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy)
}

/** The closed figure that fits best, if it fits well. @param points all of them: the reduced ones miss the tips of corners */
function closed(drawn: readonly Vector[], points: readonly Vector[]): Sketch | undefined {
  let best: Sketch | undefined
  let least = likeness
  const middle = boxCenter(boxOf(points))
  for (const angle of angles) {
    const rotation = Math.abs(angle) < skew ? 0 : angle
    const upright = drawn.map((point) => rotate(point, middle, -angle))
    const box = boxOf(points.map((point) => rotate(point, middle, -angle)))
    for (const kind of sketchShapes) {
      if (!isDistinct(kind, angle)) continue
      const { factor, extra } = angle === 0 ? upRight : rotation === 0 ? skewed : turned
      const misfit = misfitOf(upright, kind, box) * factor + extra
      if (misfit >= least) continue
      least = misfit
      best = { kind, box: centered(box, middle, angle), rotation }
    }
  }
  return best
}

/** How far things may be turned, in radians: upright first, as the first of equals wins. */
const angles: readonly number[] = [0, 5, -5, ...steps(15, 165), 180].map(
  (degrees) => (degrees * Math.PI) / 180,
)

function steps(by: number, last: number): number[] {
  return Array.from({ length: last / by }, (_, i) => [(i + 1) * by, -(i + 1) * by]).flat()
}

/** Whether the shape, turned that far, is not the same as one turned less. */
function isDistinct(kind: SketchShape, angle: number): boolean {
  const most = {
    triangle: Math.PI,
    star: Math.PI / 5,
    rectangle: Math.PI / 4,
    diamond: Math.PI / 4,
    ellipse: Math.PI / 4,
  }
  return Math.abs(angle) <= most[kind] + 1e-9
}

/** The box about the same place on the board, when it is turned about its own middle. */
function centered(box: Box, middle: Vector, rotation: number): Box {
  const own = boxCenter(box)
  const { x, y } = rotate(own, middle, rotation)
  const [dx, dy] = [x - own.x, y - own.y]
  return { minX: box.minX + dx, minY: box.minY + dy, maxX: box.maxX + dx, maxY: box.maxY + dy }
}

function boxOf(points: readonly Vector[]): Box {
  return points.reduce((box, point) => boxUnion(box, boxBetween(point, point)), emptyBox)
}

/** Mean distance from the drawing to the outline and back, as a part of the drawing's size. */
function misfitOf(drawn: readonly Vector[], kind: SketchShape, box: Box): number {
  const [width, height] = [box.maxX - box.minX, box.maxY - box.minY]
  if (Math.min(width, height) < 0.1 * Math.max(width, height)) return Infinity
  const size = Math.hypot(width, height)
  const fits = sketchOutline(kind, box).map((outline) => {
    const there = mean(drawn.map((point) => distanceToPolyline(outline, point, true)))
    const back = mean(
      resampled([...outline, outline[0] as Vector], samples).map((point) =>
        distanceToPolyline(drawn, point, true),
      ),
    )
    return there + back
  })
  return Math.min(...fits) / size
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
