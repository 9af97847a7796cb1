import type { TextElement } from '@drawbridge/board'
import { lineColor } from '../theme.ts'
import type { Painter } from './painter.ts'

export const text: Painter<TextElement> = (element, theme) => [
  {
    kind: 'text',
    lines: element.text.split('\n'),
    color: lineColor(theme, element.color),
    fontSize: element.fontSize,
  },
]
