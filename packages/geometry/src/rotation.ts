import type { Box } from './box.ts'
import { boxBetween, boxUnion, isEmptyBox } from './box.ts'
import type { Vector } from './point.ts'

/** The point turned about a centre. @param angle radians; clockwise, since y points down */
export function rotate(point: Vector, center: Vector, angle: number): Vector {
  if (angle === 0) return { x: point.x, y: point.y }
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const dx = point.x - center.x
  const dy = point.y - center.y
  return { x: center.x + dx * cos - dy * sin, y: center.y + dx * sin + dy * cos }
}

export function boxCenter(box: Box): Vector {
  return { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 }
}

/** The corners of a box that is turned about its middle: top left first, clockwise. */
export function boxCorners(box: Box, angle = 0): readonly [Vector, Vector, Vector, Vector] {
  const center = boxCenter(box)
  const corner = (x: number, y: number) => rotate({ x, y }, center, angle)
  return [
    corner(box.minX, box.minY),
    corner(box.maxX, box.minY),
    corner(box.maxX, box.maxY),
    corner(box.minX, box.maxY),
  ]
}

/** The upright box around a box that is turned about its middle. */
export function rotatedBounds(box: Box, angle: number): Box {
  if (angle === 0 || isEmptyBox(box)) return box
  const [a, b, c, d] = boxCorners(box, angle)
  return boxUnion(boxBetween(a, c), boxBetween(b, d))
}
