import type { Path, Vector } from '@drawbridge/geometry'
import { flatten, PathBuilder } from '@drawbridge/geometry'
import type { LineElement } from './element.ts'

/** Routes that were found among the elements which a line joins; see `placed`. */
const foundRoutes = new WeakMap<LineElement, readonly Vector[]>()

/** Tells the corners of an elbow line, ends included, relative to its origin. */
export function setElbowRoute(line: LineElement, corners: readonly Vector[]): void {
  foundRoutes.set(line, corners)
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
  const known = paths.get(line)
  if (known) return known
  const path = new PathBuilder()
  path.moveTo(0, 0)
  if (line.route === 'elbow') {
    for (const { x, y } of (foundRoutes.get(line) ?? plainElbow(line)).slice(1)) path.lineTo(x, y)
  } else if (line.route === 'curved') {
    const { dx, dy, bend } = line
    const length = Math.hypot(dx, dy)
    // A quadratic curve goes half as far as its control point.
    const away = length === 0 ? 0 : (2 * bend) / length
    path.quadraticCurveTo(dx / 2 + dy * away, dy / 2 - dx * away, dx, dy)
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
