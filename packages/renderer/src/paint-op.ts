import type { Path } from './path.ts'

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
}

/** Lines of text from the origin downwards, in the renderer's font. */
export interface TextOp {
  readonly kind: 'text'
  readonly lines: readonly string[]
  readonly color: string
  /** Board units. */
  readonly fontSize: number
}
