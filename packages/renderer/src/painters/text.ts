import type { TextElement } from '@drawbridge/board'
import { layoutText } from '../text-layout.ts'
import { lineColor } from '../theme.ts'
import type { Painter } from './painter.ts'

export const text: Painter<TextElement> = (element, theme, measure) => {
  const { text: words, fontSize, font, align, width, wraps } = element
  const { lines } = layoutText(words, { font, fontSize, wrapAt: wraps ? width : undefined }, measure)
  const color = lineColor(theme, element.color)
  return [{ kind: 'text', lines, color, fontSize, font, align, x: 0, y: 0, width }]
}
