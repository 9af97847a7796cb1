import type { Context } from './context.ts'
import { fontFamilies } from './font.ts'
import type { MeasureLine } from './text-layout.ts'

const measures = new WeakMap<Context, MeasureLine>()

/** Measures with the fonts that the context paints with. The same function for the same context. */
export function canvasMeasure(context: Context): MeasureLine {
  let measure = measures.get(context)
  if (!measure) {
    measure = (line, font, fontSize) => {
      context.font = `${fontSize}px ${fontFamilies[font]}`
      return context.measureText(line).width
    }
    measures.set(context, measure)
  }
  return measure
}
