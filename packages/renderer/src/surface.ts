import type { Box } from '@drawbridge/geometry'
import type { View } from './frame.ts'
import type { Pictures } from './pictures.ts'
import { noPictures } from './pictures.ts'

/** A canvas with its size; all painting is done in its own pixels. */
export class Surface {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  readonly pictures: Pictures
  /** CSS pixels. */
  width = 0
  height = 0
  /** Canvas pixels per CSS pixel. */
  pixelRatio = 1

  constructor(canvas: HTMLCanvasElement, settings: CanvasRenderingContext2DSettings, pictures = noPictures) {
    const context = canvas.getContext('2d', settings)
    if (!context) throw new Error('this canvas has no 2D context: it is used for something else')
    this.canvas = canvas
    this.context = context
    this.pictures = pictures
  }

  /** Empties the canvas. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.width = width
    this.height = height
    this.pixelRatio = pixelRatio
    this.canvas.width = Math.max(1, Math.round(width * pixelRatio))
    this.canvas.height = Math.max(1, Math.round(height * pixelRatio))
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
