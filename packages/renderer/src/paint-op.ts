import type { Align, Font } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import type { TextLine } from './text-layout.ts'

/** One thing to put on a canvas or in an SVG, relative to its element's origin. Colours are `#rrggbb`. */
export type PaintOp = FillOp | OutlineOp | TextOp

export interface FillOp {
  readonly kind: 'fill'
  readonly path: Path
  readonly color: string
}

/** A line of the given width along the path, with round ends and joins. */
export interface OutlineOp {
  readonly kind: 'outline'
  readonly path: Path
  readonly color: string
  /** Board units. */
  readonly width: number
  /** Lengths of dashes and gaps by turns, in board units; solid if left out. */
  readonly dash?: readonly number[]
}

/** Lines of text from (x, y) downwards, each aligned in the width. Board units. */
export interface TextOp {
  readonly kind: 'text'
  readonly lines: readonly TextLine[]
  readonly color: string
  readonly fontSize: number
  readonly font: Font
  readonly align: Align
  readonly x: number
  readonly y: number
  readonly width: number
}

/** Where a line of the op begins, ends or has its middle, as its alignment says: what is read from the right begins there. */
export function textAnchor({ align, x, width }: TextOp, { rightToLeft }: TextLine): number {
  if (align === 'center') return x + width / 2
  return (align === 'start') === rightToLeft ? x + width : x
}
