import type { Align, Font } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import type { TextLine } from './text-layout.ts'

/** One thing to put on a canvas or in an SVG, relative to its element's origin. Colours are `#rrggbb`. */
export type PaintOp = SimpleOp | ImageOp
/** What needs nothing but itself to be painted. */
export type SimpleOp = FillOp | OutlineOp | TextOp

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
  /** With what is below; it covers it if left out. */
  readonly blend?: 'multiply' | 'screen'
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

/** A part of a picture, from the origin, in board units. */
export interface ImageOp {
  readonly kind: 'image'
  readonly file: string
  readonly width: number
  readonly height: number
  /** The part that is seen, as fractions of the picture. */
  readonly cropX: number
  readonly cropY: number
  readonly cropWidth: number
  readonly cropHeight: number
  readonly flipX: boolean
  readonly flipY: boolean
  /** Says what is to be seen; may be empty. */
  readonly label: string
}

/** Where a line of the op begins, ends or has its middle, as its alignment says: what is read from the right begins there. */
export function textAnchor({ align, x, width }: TextOp, { rightToLeft }: TextLine): number {
  if (align === 'center') return x + width / 2
  return (align === 'start') === rightToLeft ? x + width : x
}

/** Where a line that is this wide begins on the left. */
export function textLeft(op: TextOp, line: TextLine, width: number): number {
  const anchor = textAnchor(op, line)
  if (op.align === 'center') return anchor - width / 2
  return (op.align === 'start') === line.rightToLeft ? anchor - width : anchor
}
