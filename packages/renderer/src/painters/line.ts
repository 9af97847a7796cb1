import type { LineElement } from '@drawbridge/board'
import { PathBuilder } from '../path.ts'
import { lineColor } from '../theme.ts'
import type { Painter } from './painter.ts'

export const line: Painter<LineElement> = ({ dx, dy, color, strokeWidth }, theme) => {
  const path = new PathBuilder()
  path.moveTo(0, 0)
  path.lineTo(dx, dy)
  return [{ kind: 'outline', path: path.path(), color: lineColor(theme, color), width: strokeWidth }]
}
