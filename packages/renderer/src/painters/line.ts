import type { LineElement } from '@drawbridge/board'
import { lineLabelBox, linePath } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { cutOut } from '@drawbridge/geometry'
import type { TextOp } from '../paint-op.ts'
import type { MeasureLine } from '../text-layout.ts'
import { layoutText } from '../text-layout.ts'
import type { Theme } from '../theme.ts'
import { lineColor } from '../theme.ts'
import { lineHead } from './line-head.ts'
import { outline } from './outline.ts'
import type { Painter } from './painter.ts'

/** A line with its heads; where words stand on it, it has a gap. */
export const line: Painter<LineElement> = (element, theme, measure) => {
  const box = lineLabelBox(element, measure)
  const path = linePath(element)
  const words = box && relative(box, element)
  return [
    outline(words ? cutOut(path, words) : path, element, theme),
    ...lineHead(element, 'start', theme),
    ...lineHead(element, 'end', theme),
    ...(words ? [label(element, words, theme, measure)] : []),
  ]
}

function relative({ minX, minY, maxX, maxY }: Box, { x, y }: LineElement): Box {
  return { minX: minX - x, minY: minY - y, maxX: maxX - x, maxY: maxY - y }
}

function label(element: LineElement, { minX, minY, maxX }: Box, theme: Theme, measure: MeasureLine): TextOp {
  const { text, font, fontSize } = element
  const { lines } = layoutText(text, { font, fontSize }, measure)
  const color = lineColor(theme, element.color)
  return {
    kind: 'text',
    lines,
    color,
    fontSize,
    font,
    align: 'center',
    x: minX,
    y: minY,
    width: maxX - minX,
  }
}
