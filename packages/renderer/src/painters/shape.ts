import type { ShapeElement } from '@drawbridge/board'
import { outlinePath } from '@drawbridge/board'
import type { PaintOp } from '../paint-op.ts'
import { fillColor, lineColor } from '../theme.ts'
import { label } from './label.ts'
import { outline } from './outline.ts'
import type { Painter } from './painter.ts'

/** An outline on its fill, if it has one, and words on both. */
export const shape: Painter<ShapeElement> = (element, theme, measure) => {
  const path = outlinePath(element)
  const color = fillColor(theme, element.fill)
  const fill: readonly PaintOp[] = color === undefined ? [] : [{ kind: 'fill', path, color }]
  return [...fill, outline(path, element, theme), ...label(element, lineColor(theme, element.color), measure)]
}
