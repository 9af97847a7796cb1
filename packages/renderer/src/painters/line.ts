import type { LineElement } from '@drawbridge/board'
import { linePath } from '@drawbridge/board'
import { lineHead } from './line-head.ts'
import { outline } from './outline.ts'
import type { Painter } from './painter.ts'

export const line: Painter<LineElement> = (element, theme) => [
  outline(linePath(element), element, theme),
  ...lineHead(element, 'start', theme),
  ...lineHead(element, 'end', theme),
]
