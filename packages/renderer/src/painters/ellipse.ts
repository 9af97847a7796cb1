import type { EllipseElement } from '@drawbridge/board'
import { addEllipse, PathBuilder } from '../path.ts'
import type { Painter } from './painter.ts'
import { shape } from './shape.ts'

export const ellipse: Painter<EllipseElement> = (element, theme) => {
  const path = new PathBuilder()
  addEllipse(path, element.width / 2, element.height / 2, element.width / 2, element.height / 2)
  return shape(element, path.path(), theme)
}
