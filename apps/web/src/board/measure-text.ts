import type { MeasureText } from '@drawbridge/editor'
import { canvasMeasure, layoutText } from '@drawbridge/renderer'

let context: CanvasRenderingContext2D | null | undefined

/** The size of a text in board units, in the fonts that the renderer paints with. */
export const measureText: MeasureText = (text, looks) => {
  context ??= document.createElement('canvas').getContext('2d')
  const measure = context ? canvasMeasure(context) : () => 0
  const { width, height } = layoutText(text, looks, measure)
  return { width, height }
}
