import type { Color, Dash } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { dashes } from '../dash.ts'
import type { OutlineOp } from '../paint-op.ts'
import type { Theme } from '../theme.ts'
import { lineColor } from '../theme.ts'

interface Looks {
  readonly color: Color
  readonly strokeWidth: number
  readonly dash: Dash
}

export function outline(path: Path, { color, strokeWidth, dash }: Looks, theme: Theme): OutlineOp {
  const pattern = dashes(dash, strokeWidth)
  const op: OutlineOp = { kind: 'outline', path, color: lineColor(theme, color), width: strokeWidth }
  return pattern ? { ...op, dash: pattern } : op
}
