import type { NoteElement } from '@drawbridge/board'
import { shapePath } from '@drawbridge/geometry'
import { readableOn } from '../contrast.ts'
import { fillColor } from '../theme.ts'
import { label } from './label.ts'
import type { Painter } from './painter.ts'

export const note: Painter<NoteElement> = (element, theme, measure) => {
  const { width, height } = element
  const color = fillColor(theme, element.color) ?? theme.fills.yellow
  const path = shapePath('rectangle', { width, height, radius: 4 })
  return [{ kind: 'fill', path, color }, ...label(element, readableOn(color), measure)]
}
