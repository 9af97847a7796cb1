import type { Element } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxBetween } from '@drawbridge/geometry'
import type { NewElement } from '../../identity.ts'
import type { Modifiers } from '../../input.ts'
import type { Style } from '../../style.ts'
import type { Size } from '../../viewport.ts'
import type { ToolContext } from '../tool.ts'

/** Something that fills a box. */
export interface BoxedKind {
  /** Of what a mere click makes, in board units. */
  readonly usual: Size
  /** See `Tool.style`. */
  readonly style?: Partial<Style>
  readonly make: (made: NewElement & Style & { readonly box: Box }) => Element
  /** Puts it on the board and hands over to what comes next. */
  readonly finish: (context: ToolContext, element: Element) => void
}

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

/** A box of this size around the point. */
export function boxAround({ x, y }: Vector, { width, height }: Size): Box {
  return { minX: x - width / 2, minY: y - height / 2, maxX: x + width / 2, maxY: y + height / 2 }
}
