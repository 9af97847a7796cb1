import type { Path } from './path.ts'
import { addEllipse, PathBuilder } from './path.ts'
import type { Vector } from './point.ts'

/** In toolbar order. */
export const shapeNames = ['rectangle', 'ellipse', 'diamond', 'triangle', 'star', 'hexagon', 'cloud'] as const
export type ShapeName = (typeof shapeNames)[number]

export interface ShapeSize {
  readonly width: number
  readonly height: number
  /** Of rounded corners; as much of it as there is room for. */
  readonly radius: number
}

/** A point in fractions of the shape's box. */
type Part = readonly [x: number, y: number]

const diamond: readonly Part[] = [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]] // prettier-ignore
const triangle: readonly Part[] = [[0.5, 0], [1, 1], [0, 1]] // prettier-ignore
const hexagon: readonly Part[] = [[0.25, 0], [0.75, 0], [1, 0.5], [0.75, 1], [0.25, 1], [0, 0.5]] // prettier-ignore

/** Five points, stretched so that they touch all sides of the box. */
const star: readonly Part[] = (() => {
  const inner = 0.45
  const raw = Array.from({ length: 10 }, (_, i): Vector => {
    const angle = (i * Math.PI) / 5 - Math.PI / 2
    const reach = i % 2 === 0 ? 1 : inner
    return { x: Math.cos(angle) * reach, y: Math.sin(angle) * reach }
  })
  const [xs, ys] = [raw.map(({ x }) => x), raw.map(({ y }) => y)]
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  return raw.map(({ x, y }): Part => [(x - left) / (right - left), (y - top) / (bottom - top)])
})()

/** Bumps as cubic curves: two control points and an end each, from the first point on, clockwise. */
const cloudStart: Part = [0.2, 0.42]
const cloudBumps: readonly (readonly [Part, Part, Part])[] = [
  [[0.18, 0.14], [0.44, 0.02], [0.52, 0.18]],
  [[0.64, -0.06], [0.9, 0.04], [0.84, 0.32]],
  [[1.03, 0.3], [1.06, 0.66], [0.86, 0.7]],
  [[0.88, 0.98], [0.62, 1.04], [0.54, 0.86]],
  [[0.44, 1.06], [0.18, 1.02], [0.2, 0.76]],
  [[-0.06, 0.76], [-0.06, 0.44], [0.2, 0.42]],
] // prettier-ignore

/** The outline of a shape with its box's top left corner at the origin: one closed figure, clockwise. */
export function shapePath(name: ShapeName, size: ShapeSize): Path {
  const { width, height } = size
  const path = new PathBuilder()
  switch (name) {
    case 'rectangle':
      addRectangle(path, size)
      break
    case 'ellipse':
      addEllipse(path, width / 2, height / 2, width / 2, height / 2)
      break
    case 'cloud':
      path.moveTo(cloudStart[0] * width, cloudStart[1] * height)
      for (const [a, b, c] of cloudBumps)
        path.bezierCurveTo(
          ...[a[0] * width, a[1] * height, b[0] * width, b[1] * height, c[0] * width, c[1] * height],
        )
      path.closePath()
      break
    default:
      addCorners(
        path,
        { diamond, triangle, star, hexagon }[name].map(([x, y]) => ({ x: x * width, y: y * height })),
        size.radius,
      )
  }
  return path.path()
}

function addRectangle(path: PathBuilder, { width, height, radius }: ShapeSize): void {
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ]
  addCorners(path, corners, radius)
}

/** A polygon, its corners rounded by at most half of their shorter side. */
function addCorners(path: PathBuilder, corners: readonly Vector[], radius: number): void {
  corners.forEach((corner, i) => {
    const before = corners.at(i - 1) ?? corner
    const after = corners[(i + 1) % corners.length] ?? corner
    const toBefore = Math.hypot(before.x - corner.x, before.y - corner.y)
    const toAfter = Math.hypot(after.x - corner.x, after.y - corner.y)
    const reach = Math.min(radius, toBefore / 2, toAfter / 2)
    const start = along(corner, before, reach, toBefore)
    if (i === 0) path.moveTo(start.x, start.y)
    else path.lineTo(start.x, start.y)
    if (reach <= 0) return
    const end = along(corner, after, reach, toAfter)
    path.quadraticCurveTo(corner.x, corner.y, end.x, end.y)
  })
  path.closePath()
}

function along(from: Vector, to: Vector, distance: number, whole: number): Vector {
  if (whole === 0) return from
  return {
    x: from.x + ((to.x - from.x) * distance) / whole,
    y: from.y + ((to.y - from.y) * distance) / whole,
  }
}
