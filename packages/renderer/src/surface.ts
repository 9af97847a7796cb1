import type { Box } from '@drawbridge/geometry'
import { canvasMeasure } from './canvas-measure.ts'
import type { Canvas, Context } from './context.ts'
import type { View } from './frame.ts'
import type { Pictures } from './pictures.ts'
import { noPictures } from './pictures.ts'
import type { MeasureLine } from './text-layout.ts'

/** A canvas with its size; all painting is done in its own pixels. */
export class Surface {
  readonly canvas: Canvas
  readonly context: Context
  readonly pictures: Pictures
  /** In the fonts that are painted with here. */
  readonly measure: MeasureLine
  /** CSS pixels. */
  width = 0
  height = 0
  /** Canvas pixels per CSS pixel. */
  pixelRatio = 1

  /** @param measure of another surface: what it has worked out is used here too */
  constructor(
    canvas: Canvas,
    settings: CanvasRenderingContext2DSettings,
    pictures = noPictures,
    measure?: MeasureLine,
  ) {
    const context = canvas.getContext('2d', settings) as Context | null
    if (!context) throw new Error('this canvas has no 2D context: it is used for something else')
    this.canvas = canvas
    this.context = context
    this.pictures = pictures
    this.measure = measure ?? canvasMeasure(context)
  }

  /** The same fonts, pictures and density on another canvas, which is opaque. */
  beside(canvas: Canvas): Surface {
    const surface = new Surface(canvas, { alpha: false }, this.pictures, this.measure)
    surface.pixelRatio = this.pixelRatio
    return surface
  }

  /** Empties the canvas. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.width = width
    this.height = height
    this.pixelRatio = pixelRatio
    this.canvas.width = Math.max(1, Math.round(width * pixelRatio))
    this.canvas.height = Math.max(1, Math.round(height * pixelRatio))
    if (!('style' in this.canvas)) return
    this.canvas.style.width = `${width}px`
    this.canvas.style.height = `${height}px`
  }

  /** Makes CSS pixels the unit. */
  useScreenUnits(): void {
    this.context.setTransform(this.pixelRatio, 0, 0, this.pixelRatio, 0, 0)
  }

  /** Makes board units the unit, and (x, y) the origin: set anew each time, because translating to and fro adds up errors. */
  useBoardUnits(view: View, x: number, y: number): void {
    const scale = view.zoom * this.pixelRatio
    this.context.setTransform(scale, 0, 0, scale, (x - view.x) * scale, (y - view.y) * scale)
  }

  /** What the canvas shows, in board units. */
  visible(view: View): Box {
    return {
      minX: view.x,
      minY: view.y,
      maxX: view.x + this.width / view.zoom,
      maxY: view.y + this.height / view.zoom,
    }
  }
}
