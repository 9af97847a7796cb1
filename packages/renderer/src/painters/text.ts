import type { TextElement } from '@drawbridge/board'
import { lineColor } from '../theme.ts'
import type { Painter } from './painter.ts'

export const text: Painter<TextElement> = ({ text: words, color, fontSize, font, align, width }, theme) => [
  {
    kind: 'text',
    lines: words.split('\n'),
    color: lineColor(theme, color),
    fontSize,
    font,
    align,
    x: 0,
    y: 0,
    width,
  },
]
