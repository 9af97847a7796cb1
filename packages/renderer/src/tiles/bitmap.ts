import type { Canvas, Context } from '../context.ts'

/** Pixels that can be put on a canvas. They take memory until they are closed. */
export interface Bitmap {
  readonly source: CanvasImageSource
  /** Device pixels. */
  readonly width: number
  readonly height: number
  /** Where it is a canvas of the page: more can be painted on it. */
  readonly canvas?: Canvas
  close(): void
}

/** Makes a canvas without a page, of so many device pixels. */
export type MakeCanvas = (width: number, height: number) => Canvas

export const makeCanvas: MakeCanvas = (width, height) => {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas
}

/** What was painted on a canvas, as it is. */
export function canvasBitmap(canvas: Canvas): Bitmap & { readonly canvas: Canvas } {
  const { width, height } = canvas
  const close = () => {
    // Some browsers keep the pixels of a canvas until it is collected, however large it was.
    canvas.width = 0
    canvas.height = 0
  }
  return { source: canvas, width, height, canvas, close }
}

/** The same pixels where more can be painted on them; closes the bitmap where that takes a copy. */
export function paintable(bitmap: Bitmap, makeCanvas: MakeCanvas): Bitmap & { readonly canvas: Canvas } {
  const { source, width, height } = bitmap
  if (bitmap.canvas) return { ...bitmap, canvas: bitmap.canvas }
  const canvas = makeCanvas(width, height)
  opaqueContext(canvas).drawImage(source, 0, 0)
  bitmap.close()
  return canvasBitmap(canvas)
}

/** What a worker has sent. */
export function imageBitmap(source: ImageBitmap): Bitmap {
  const { width, height } = source
  return { source, width, height, close: () => source.close() }
}

/** Its opaque context: what is painted on the board has a background. */
export function opaqueContext(canvas: Canvas): Context {
  const context = canvas.getContext('2d', { alpha: false }) as Context | null
  if (!context) throw new Error('this browser gives a canvas without a page no 2D context')
  return context
}
