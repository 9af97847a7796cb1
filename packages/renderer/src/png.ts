import type { Color, Element } from '@drawbridge/board'
import { paintCut } from './canvas-paint.ts'
import { tracedPaths } from './canvas-paths.ts'
import type { Context } from './context.ts'
import { layOutPicture } from './picture-layout.ts'
import type { Picture } from './pictures.ts'
import type { Theme } from './theme.ts'
import { backgroundColor, themes } from './theme.ts'

export type { Picture } from './pictures.ts'

export interface CanvasPictureOptions {
  /** The light theme if left out. */
  readonly theme?: Theme
  /** Board units around the elements; 20 if left out. */
  readonly padding?: number
  /** A palette name or `#rrggbb`; transparent if left out. */
  readonly background?: Color
  /** The picture of a file; a box stands for one that is left out. */
  readonly pictures?: (file: string) => Picture | undefined
  /** Pixels for a board unit; 1 if left out. Less where the picture would get larger than is allowed. */
  readonly scale?: number
  /** Pixels that no side may be longer than; 8192 if left out. */
  readonly longestSide?: number
  /** Pixels that there may be in all; 64 million if left out. */
  readonly mostPixels?: number
}

/** A picture that waits for a canvas of its size. */
export interface CanvasPicture {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Pixels for a board unit. */
  readonly scale: number
  /** Paints it on an empty canvas of this size. */
  paint(context: Context): void
}

/**
 * The elements, bottom first, for a canvas: of a page, of a worker, or of a library. Whoever has the canvas makes a file
 * of it. An empty board is a blank of 100 by 100 board units.
 */
export function canvasPicture(
  elements: readonly Element[],
  options: CanvasPictureOptions = {},
): CanvasPicture {
  const { theme = themes.light, background, pictures = () => undefined } = options
  const { box, parts } = layOutPicture(elements, options.padding)
  const scale = scaleOf(box.maxX - box.minX, box.maxY - box.minY, options)
  const width = pixels((box.maxX - box.minX) * scale)
  const height = pixels((box.maxY - box.minY) * scale)
  const view = { x: box.minX, y: box.minY, zoom: scale }
  return {
    width,
    height,
    scale,
    paint(context) {
      const paper = {
        context,
        pixelRatio: 1,
        pictures: { get: pictures, progress: () => undefined },
        useBoardUnits(_: unknown, x: number, y: number) {
          context.setTransform(scale, 0, 0, scale, (x - box.minX) * scale, (y - box.minY) * scale)
        },
      }
      if (background !== undefined) {
        context.fillStyle = backgroundColor(theme, background)
        context.fillRect(0, 0, width, height)
      }
      for (const { element, cut } of parts) {
        paintCut(paper, view, theme, element, cut, tracedPaths)
      }
    },
  }
}

function scaleOf(width: number, height: number, options: CanvasPictureOptions): number {
  const { scale = 1, longestSide = 8192, mostPixels = 64_000_000 } = options
  return Math.min(scale, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)))
}

function pixels(length: number): number {
  return Math.max(1, Math.round(length))
}
