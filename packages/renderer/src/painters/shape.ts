import type { ShapeElement } from '@drawbridge/board'
import { outlinePath } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { hatched } from '../hand-drawn.ts'
import type { PaintOp } from '../paint-op.ts'
import type { Theme } from '../theme.ts'
import { fillColor, lineColor } from '../theme.ts'
import { label } from './label.ts'
import { outline } from './outline.ts'
import type { Painter } from './painter.ts'

/** An outline on its fill, if it has one, and words on both. */
export const shape: Painter<ShapeElement> = (element, theme, measure) => {
  const path = outlinePath(element)
  return [
    ...filling(element, path, theme),
    outline(path, element, theme),
    ...label(element, lineColor(theme, element.color), measure),
  ]
}

function filling(element: ShapeElement, path: Path, theme: Theme): readonly PaintOp[] {
  const { fill, fillStyle } = element
  if (fillStyle === 'solid') {
    const color = fillColor(theme, fill)
    return color === undefined ? [] : [{ kind: 'fill', path, color }]
  }
  // Lines are seen as lines are, where an area is softer.
  return fill === 'none'
    ? []
    : [{ kind: 'outline', ...hatched(path, fillStyle, element), color: lineColor(theme, fill) }]
}
