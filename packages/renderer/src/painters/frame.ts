import type { FrameElement } from '@drawbridge/board'
import { frameNameHeight } from '@drawbridge/board'
import { shapePath } from '@drawbridge/geometry'
import { isRightToLeft } from '../text-layout.ts'
import type { Painter } from './painter.ts'

const nameSize = 14

export const frame: Painter<FrameElement> = ({ width, height, text }, theme) => {
  const path = shapePath('rectangle', { width, height, radius: 0 })
  const color = theme.colors.grey
  return [
    { kind: 'outline', path, color, width: 1.5 },
    {
      kind: 'text',
      lines: [{ text, rightToLeft: isRightToLeft(text) }],
      color,
      fontSize: nameSize,
      font: 'sans',
      align: 'start',
      x: 0,
      y: -frameNameHeight,
      width,
    },
  ]
}
