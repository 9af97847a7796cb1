import type { Erased, Ink } from '@drawbridge/board'
import { keptRuns } from '@drawbridge/board'
import { getStroke } from 'perfect-freehand'
import type { Path, Vector } from '@drawbridge/geometry'
import { addEllipse, PathBuilder } from '@drawbridge/geometry'
import { pressuresOf, screenScale } from './stroke-pressure.ts'

type Point = readonly [x: number, y: number]
type PressedPoint = readonly [x: number, y: number, pressure: number]

/** At 1 full pressure would double the width; this much of it looks like ink. */
const thinning = 0.6

/** How thick a pen's line is where the hand pressed so hard, in board units. @param pressure 0…1 */
export function widthAt(strokeWidth: number, pressure: number): number {
  return strokeWidth * (1 + thinning * (2 * pressure - 1))
}

/** How far the outline follows what the hand meant rather than each of its tremors. */
const smoothing = 0.6
/** How much of the way to the next point the line goes: what the library calls a streamline of 0.4. */
const eagerness = 0.66

/**
 * The inked area of a stroke, relative to its origin: one closed figure for each run that is not erased.
 * @param shownAt how much larger it is shown than it was drawn, to each side; its line stays as wide
 */
export function strokeOutline(
  ink: Ink,
  strokeWidth: number,
  erased: Erased,
  shownAt: Vector = { x: 1, y: 1 },
): Path {
  const path = new PathBuilder()
  const pressures = pressuresOf(ink)
  const line = streamlined(ink)
  for (const run of keptRuns(erased, ink.length))
    addRun(path, pointsOf(line, pressures, run, shownAt), ink, strokeWidth)
  return path.path()
}

/** Points on each side after which what is averaged does not change any more. */
const reach = 8

/**
 * The inked area of a part of a stroke that is being drawn, relative to its origin: about what `strokeOutline` has there
 * of the whole, for the cost of the part.
 * @param pressures of all points @param from index of its first point @param to of its last one
 */
export function partOutline(
  ink: Ink,
  strokeWidth: number,
  pressures: readonly number[],
  from: number,
  to: number,
  shownAt: Vector,
): Path {
  const path = new PathBuilder()
  const first = Math.max(0, from - reach)
  const line = streamlined(ink, first, Math.min(ink.length, to + reach + 1))
  const there = pressures.slice(first, first + line.length)
  addRun(path, pointsOf(line, there, [from - first, to - first], shownAt), ink, strokeWidth)
  return path.path()
}

/**
 * The points with their tremor averaged away, the ends where they are. Worked out for the whole ink and not by the
 * library for each run, so that rubbing a piece out does not bend the rest; and from both ends, so that the line does
 * not lag behind its points: it is erased where the eraser is.
 */
function streamlined(ink: Ink, from = 0, to = ink.length): readonly Vector[] {
  const points = Array.from({ length: to - from }, (_, i) => ({ x: ink.x(from + i), y: ink.y(from + i) }))
  const there = followed(points)
  const back = followed(points.toReversed()).toReversed()
  return there.map(({ x, y }, i) => ({ x: (x + (back[i]?.x ?? x)) / 2, y: (y + (back[i]?.y ?? y)) / 2 }))
}

function followed(points: readonly Vector[]): readonly Vector[] {
  let at = points[0] ?? { x: 0, y: 0 }
  return points.map((point, i) => {
    const part = i < points.length - 1 ? eagerness : 1
    at = { x: at.x + (point.x - at.x) * part, y: at.y + (point.y - at.y) * part }
    return at
  })
}

function pointsOf(
  line: readonly Vector[],
  pressures: readonly number[],
  [from, to]: readonly [number, number],
  shownAt: Vector,
): PressedPoint[] {
  const at = (index: number): PressedPoint => {
    const part = index - Math.floor(index)
    const before = pressures[Math.floor(index)] ?? 0.5
    const after = pressures[Math.ceil(index)] ?? before
    const from = line[Math.floor(index)] ?? { x: 0, y: 0 }
    const to = line[Math.ceil(index)] ?? from
    const x = from.x + (to.x - from.x) * part
    const y = from.y + (to.y - from.y) * part
    return [x * shownAt.x, y * shownAt.y, before + (after - before) * part]
  }
  const points = [at(from)]
  for (let i = Math.floor(from) + 1; i < to; i++) points.push(at(i))
  if (to > from) points.push(at(to))
  return points
}

function addRun(path: PathBuilder, points: readonly PressedPoint[], ink: Ink, strokeWidth: number): void {
  const [first] = points
  if (!first) return
  if (points.every(([x, y]) => x === first[0] && y === first[1])) {
    const radius = widthAt(strokeWidth, Math.max(...points.map((p) => p[2]))) / 2
    addEllipse(path, first[0], first[1], radius, radius)
    return
  }
  // The library thinks in pixels.
  const scale = screenScale(ink)
  const outline = getStroke(
    points.map(([x, y, pressure]) => [x * scale, y * scale, pressure]),
    { size: strokeWidth * scale, thinning, streamline: 0, smoothing, simulatePressure: false, last: true },
  )
  addSmooth(
    path,
    outline.map(([x, y]): Point => [x / scale, y / scale]),
  )
}

/** A closed curve that passes between the points, bent towards each. */
function addSmooth(path: PathBuilder, points: readonly Point[]): void {
  const last = points.at(-1)
  const [first] = points
  if (!first || !last) return
  let [x, y] = last
  path.moveTo((x + first[0]) / 2, (y + first[1]) / 2)
  points.forEach((point, i) => {
    const next = points[i + 1] ?? first
    ;[x, y] = point
    path.quadraticCurveTo(x, y, (x + next[0]) / 2, (y + next[1]) / 2)
  })
  path.closePath()
}
