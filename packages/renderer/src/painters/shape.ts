import type { EllipseElement, RectangleElement } from '@drawbridge/board'
import type { PaintOp } from '../paint-op.ts'
import type { Path } from '../path.ts'
import type { Theme } from '../theme.ts'
import { fillColor, lineColor } from '../theme.ts'

/** An outline, on its fill if it has one. */
export function shape(element: RectangleElement | EllipseElement, path: Path, theme: Theme): PaintOp[] {
  const outline: PaintOp = {
    kind: 'outline',
    path,
    color: lineColor(theme, element.color),
    width: element.strokeWidth,
  }
  const color = fillColor(theme, element.fill)
  return color === undefined ? [outline] : [{ kind: 'fill', path, color }, outline]
}
