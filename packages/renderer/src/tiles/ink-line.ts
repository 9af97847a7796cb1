import type { StrokeElement } from '@drawbridge/board'
import { elementBox, keptRuns } from '@drawbridge/board'
import { boxCenter } from '@drawbridge/geometry'
import { widthAt } from '../stroke-outline.ts'
import type { Area } from './tile-grid.ts'

interface LineSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
}

/** Numbers of a point in raw ink. */
const stride = 4

/** The width of a stroke's line where its hand pressed as it did on average, in board units. */
export function meanWidth({ ink, strokeWidth }: StrokeElement): number {
  const quads = ink.raw()
  let sum = 0
  for (let i = 2; i < quads.length; i += stride) sum += quads[i] as number
  const mean = quads.length === 0 ? 0.5 : (sum * stride) / quads.length / 255
  return widthAt(strokeWidth, mean)
}

/** More points than this are never left out in a row, so that a line costs no more than its length. */
const longestGap = 12

/** Where the points of the line that is being added lie: made anew for each, it would be most of the work. */
let xs = new Float64Array(256)
let ys = new Float64Array(256)

/**
 * Adds the middle of a stroke in device pixels of an area, without the points that are within the tolerance of the
 * straight line past them: what is left where a line is too thin to be seen as an area.
 * @param tolerance device pixels
 */
export function addInkLine(sink: LineSink, stroke: StrokeElement, area: Area, tolerance: number): void {
  const { ink, erased } = stroke
  for (const [from, to] of keptRuns(erased, ink.length)) {
    const count = place(stroke, area, from, to)
    if (stroke.brush === 'pen') smooth(count)
    sink.moveTo(xs[0] as number, ys[0] as number)
    let start = 0
    for (let i = 2; i < count; i++) {
      if (i - start <= longestGap && isStraight(start, i, tolerance)) continue
      start = i - 1
      sink.lineTo(xs[start] as number, ys[start] as number)
    }
    // A line without length is painted only if it is one.
    sink.lineTo(xs[count - 1] as number, ys[count - 1] as number)
  }
}

/** How much of its neighbours each point takes on: about what the outline of a stroke does to the tremor of a hand. */
const neighbourly = 0.28

function smooth(count: number): void {
  let [x, y] = [xs[0] as number, ys[0] as number]
  for (let i = 1; i < count - 1; i++) {
    const [ownX, ownY] = [xs[i] as number, ys[i] as number]
    xs[i] = ownX * (1 - 2 * neighbourly) + (x + (xs[i + 1] as number)) * neighbourly
    ys[i] = ownY * (1 - 2 * neighbourly) + (y + (ys[i + 1] as number)) * neighbourly
    ;[x, y] = [ownX, ownY]
  }
}

/** Whether all points between two are about on the straight line from one to the other. */
function isStraight(from: number, to: number, tolerance: number): boolean {
  const [x, y] = [xs[from] as number, ys[from] as number]
  const [dx, dy] = [(xs[to] as number) - x, (ys[to] as number) - y]
  const length = Math.sqrt(dx * dx + dy * dy)
  const most = tolerance * length
  for (let i = from + 1; i < to; i++) {
    const [px, py] = [(xs[i] as number) - x, (ys[i] as number) - y]
    // Beside it, or beyond its ends as where a hand turns back.
    const along = px * dx + py * dy
    if (Math.abs(px * dy - py * dx) > most) return false
    if (along < -most || along > length * length + most) return false
    if (length < tolerance && px * px + py * py > tolerance * tolerance) return false
  }
  return true
}

/** Works out where the points of a run lie; returns how many they are. */
function place(stroke: StrokeElement, { scale, x, y }: Area, from: number, to: number): number {
  const { ink, rotation, scaleX, scaleY } = stroke
  const quads = ink.raw()
  const unit = scale / 2 ** ink.grid
  let [xx, xy, yx, yy] = [unit * scaleX, 0, 0, unit * scaleY]
  let [originX, originY] = [stroke.x * scale - x, stroke.y * scale - y]
  if (rotation !== 0) {
    const center = boxCenter(elementBox(stroke))
    const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
    const [dx, dy] = [stroke.x - center.x, stroke.y - center.y]
    originX = (center.x + dx * cos - dy * sin) * scale - x
    originY = (center.y + dx * sin + dy * cos) * scale - y
    ;[xx, xy, yx, yy] = [xx * cos, xx * sin, -yy * sin, yy * cos]
  }
  const most = Math.ceil(to) - Math.floor(from) + 1
  if (most > xs.length) {
    xs = new Float64Array(most * 2)
    ys = new Float64Array(most * 2)
  }
  let count = 0
  for (let i = Math.floor(from); i < most + Math.floor(from); i++) {
    // The ends of a run may lie between two points.
    const at = Math.min(Math.max(i, from), to)
    const before = Math.floor(at)
    const part = at - before
    let rawX = quads[before * stride] as number
    let rawY = quads[before * stride + 1] as number
    if (part > 0) {
      rawX += (quads[(before + 1) * stride] as number) * part - rawX * part
      rawY += (quads[(before + 1) * stride + 1] as number) * part - rawY * part
    }
    xs[count] = originX + rawX * xx + rawY * yx
    ys[count++] = originY + rawX * xy + rawY * yy
  }
  return count
}
