import type { Element } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxBetween } from '@drawbridge/geometry'
import type { NewElement } from '../../identity.ts'
import type { Modifiers } from '../../input.ts'
import type { Style } from '../../style.ts'

/** What a shape is made of: identity, looks, where the drag began and where it is now. */
export type MakeShape = (made: NewElement & Style, from: Vector, to: Vector, modifiers: Modifiers) => Element

/** The box of a drag: Shift makes it a square, Alt grows it from its middle. */
export function dragBox(from: Vector, to: Vector, { shift, alt }: Modifiers): Box {
  let dx = to.x - from.x
  let dy = to.y - from.y
  if (shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = dx < 0 ? -side : side
    dy = dy < 0 ? -side : side
  }
  return boxBetween(alt ? { x: from.x - dx, y: from.y - dy } : from, { x: from.x + dx, y: from.y + dy })
}

const angleStep = Math.PI / 12

/** The ends of a dragged line: Shift turns it in steps of 15°, Alt grows it from its middle. */
export function dragLine(from: Vector, to: Vector, { shift, alt }: Modifiers): { from: Vector; to: Vector } {
  let dx = to.x - from.x
  let dy = to.y - from.y
  if (shift) {
    const length = Math.hypot(dx, dy)
    const angle = Math.round(Math.atan2(dy, dx) / angleStep) * angleStep
    dx = Math.cos(angle) * length
    dy = Math.sin(angle) * length
  }
  return {
    from: alt ? { x: from.x - dx, y: from.y - dy } : { x: from.x, y: from.y },
    to: { x: from.x + dx, y: from.y + dy },
  }
}
