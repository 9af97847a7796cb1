import type { ImageElement } from '@drawbridge/board'
import { shapePath } from '@drawbridge/geometry'
import type { Painter } from './painter.ts'

/** Until the picture is here. */
export const image: Painter<ImageElement> = ({ width, height }, theme) => {
  const path = shapePath('rectangle', { width, height, radius: 0 })
  return [
    { kind: 'fill', path, color: theme.fills.grey },
    { kind: 'outline', path, color: theme.colors.grey, width: 1 },
  ]
}
