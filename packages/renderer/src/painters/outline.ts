import type { Color, Dash, ElementId } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { dashes } from '../dash.ts'
import { handDrawn } from '../hand-drawn.ts'
import type { OutlineOp } from '../paint-op.ts'
import type { Theme } from '../theme.ts'
import { lineColor } from '../theme.ts'

interface Looks {
  readonly id: ElementId
  readonly color: Color
  readonly strokeWidth: number
  readonly dash: Dash
  readonly roughness: number
}

/** A line along the path, clean or as if drawn by hand. */
export function outline(path: Path, looks: Looks, theme: Theme): OutlineOp {
  const { id, color, strokeWidth, dash, roughness } = looks
  const pattern = dashes(dash, strokeWidth)
  const drawn = roughness > 0 ? handDrawn(path, id, roughness, dash) : path
  const op: OutlineOp = { kind: 'outline', path: drawn, color: lineColor(theme, color), width: strokeWidth }
  return pattern ? { ...op, dash: pattern } : op
}
