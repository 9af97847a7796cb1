import type { Path, Quadratic, Vector } from '@drawbridge/geometry'
import { flatten, PathBuilder } from '@drawbridge/geometry'
import type { LineElement } from './element.ts'

/** Ways that were found among the elements which a line joins; see `placed`. */
const foundPaths = new WeakMap<LineElement, Path>()

/** Tells the way of a line that its properties alone do not: relative to its origin. */
export function setLinePath(line: LineElement, path: Path): void {
  foundPaths.set(line, path)
}

/** The curve from one point to another that leaves the straight line by `bend` in its middle. */
export function bentCurve(from: Vector, to: Vector, bend: number): Quadratic {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  // A quadratic curve goes half as far as its control point.
  const away = length === 0 ? 0 : (2 * bend) / length
  return { from, control: { x: (from.x + to.x) / 2 + dy * away, y: (from.y + to.y) / 2 - dx * away }, to }
}

/** An elbow line that nobody has found a better route for: along its longer direction, across in the middle, and on. */
function plainElbow({ dx, dy, bend }: LineElement): readonly Vector[] {
  const end = { x: dx, y: dy }
  if (dx === 0 || dy === 0) return [{ x: 0, y: 0 }, end]
  if (Math.abs(dx) >= Math.abs(dy)) {
    const x = dx / 2 + bend
    return [{ x: 0, y: 0 }, { x, y: 0 }, { x, y: dy }, end]
  }
  const y = dy / 2 + bend
  return [{ x: 0, y: 0 }, { x: 0, y }, { x: dx, y }, end]
}

const paths = new WeakMap<LineElement, Path>()

/** The way of a line from its origin to its end, heads not included. */
export function linePath(line: LineElement): Path {
  const known = foundPaths.get(line) ?? paths.get(line)
  if (known) return known
  const path = new PathBuilder()
  path.moveTo(0, 0)
  if (line.route === 'elbow') {
    for (const { x, y } of plainElbow(line).slice(1)) path.lineTo(x, y)
  } else if (line.route === 'curved') {
    const { control, to } = bentCurve({ x: 0, y: 0 }, { x: line.dx, y: line.dy }, line.bend)
    path.quadraticCurveTo(control.x, control.y, to.x, to.y)
  } else path.lineTo(line.dx, line.dy)
  const made = path.path()
  paths.set(line, made)
  return made
}

const polylines = new WeakMap<LineElement, readonly Vector[]>()

/** The same as a chain of points in board units. */
export function linePolyline(line: LineElement): readonly Vector[] {
  let points = polylines.get(line)
  if (!points) {
    const [figure = []] = flatten(linePath(line))
    points = figure.map(({ x, y }) => ({ x: x + line.x, y: y + line.y }))
    polylines.set(line, points)
  }
  return points
}

/** How far a head reaches back along its line, and to each side, in board units. */
export function headLength({ strokeWidth }: Pick<LineElement, 'strokeWidth'>): number {
  return 8 + 3 * strokeWidth
}
