import type { RectangleElement } from '@drawbridge/board'
import { PathBuilder } from '../path.ts'
import type { Painter } from './painter.ts'
import { shape } from './shape.ts'

export const rectangle: Painter<RectangleElement> = (element, theme) => {
  const { width, height } = element
  const path = new PathBuilder()
  path.moveTo(0, 0)
  path.lineTo(width, 0)
  path.lineTo(width, height)
  path.lineTo(0, height)
  path.closePath()
  return shape(element, path.path(), theme)
}
