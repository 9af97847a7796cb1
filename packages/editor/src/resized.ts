import type { Box, Vector } from '@drawbridge/geometry'
import { boxCenter, rotate } from '@drawbridge/geometry'
import type { Size } from './viewport.ts'

interface Turned {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rotation: number
}

/** A box of another size whose point at `anchor` (in fractions of it) stays where it is seen, though it is turned. */
export function resized(element: Turned, size: Size, anchor: Vector): Vector & Size {
  const { x, y, width, height, rotation } = element
  const before: Box = { minX: x, minY: y, maxX: x + width, maxY: y + height }
  const fixed = { x: x + width * anchor.x, y: y + height * anchor.y }
  const seen = rotate(fixed, boxCenter(before), rotation)
  // From the fixed point to the middle of the new box, turned with it.
  const toMiddle = rotate(
    { x: size.width * (0.5 - anchor.x), y: size.height * (0.5 - anchor.y) },
    { x: 0, y: 0 },
    rotation,
  )
  return {
    x: seen.x + toMiddle.x - size.width / 2,
    y: seen.y + toMiddle.y - size.height / 2,
    width: size.width,
    height: size.height,
  }
}
