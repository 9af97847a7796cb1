import type { MeasureText } from '@drawbridge/editor'
import type { MeasureLine } from '@drawbridge/renderer'
import { aboutMeasure, canvasMeasure, layoutText } from '@drawbridge/renderer'

let measure: MeasureLine | undefined

/** The width of a line in the fonts that the renderer paints with; an estimate where no canvas can be had. */
export const measureLine: MeasureLine = (line, font, fontSize) => {
  if (!measure) {
    const context = document.createElement('canvas').getContext('2d')
    measure = context ? canvasMeasure(context) : aboutMeasure
  }
  return measure(line, font, fontSize)
}

/** The size of a text in board units, in the fonts that the renderer paints with. */
export const measureText: MeasureText = (text, looks) => {
  const { width, height } = layoutText(text, looks, measureLine)
  return { width, height }
}
