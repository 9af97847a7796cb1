import type { ImageElement } from '@drawbridge/board'
import type { Painter } from './painter.ts'

export const image: Painter<ImageElement> = (element) => {
  const { file, width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY, text } = element
  return [
    { kind: 'image', file, width, height, cropX, cropY, cropWidth, cropHeight, flipX, flipY, label: text },
  ]
}
