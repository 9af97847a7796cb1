import type { Element } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { paintBackground } from '../background.ts'
import { DirtyRegion } from '../dirty-region.ts'
import type { Frame } from '../frame.ts'
import type { LiveStrokes } from '../live-strokes.ts'
import type { Surface } from '../surface.ts'
import { paintElements } from './paint-elements.ts'
import { shownOnBoard } from './shown.ts'
import type { Area } from './tile-grid.ts'
import { boxOf, viewOf } from './tile-grid.ts'

/** More elements than this take too much of a frame: their tiles stay as they were until new ones are ready. */
const mostElements = 80

/** Where tiles are stale, and little enough is there to paint it in the same frame: so the hand sees what it does. */
export class Patches {
  readonly #region = new DirtyRegion()

  constructor() {
    this.#region.clear()
  }

  /** @param box in board units */
  add(box: Box): void {
    this.#region.add(box)
  }

  clear(): void {
    this.#region.clear()
  }

  paint(surface: Surface, area: Area, frame: Frame, live: LiveStrokes): void {
    let left = mostElements
    for (const box of this.#region.boxes) {
      const pixels = pixelsOf(box, area)
      if (pixels.minX >= pixels.maxX || pixels.minY >= pixels.maxY) continue
      const elements = frame.board.touching(seenBox(pixels, area))
      left -= elements.length
      if (left < 0) return
      paintPatch(surface, area, frame, live, pixels, elements)
    }
  }
}

function paintPatch(
  surface: Surface,
  area: Area,
  frame: Frame,
  live: LiveStrokes,
  pixels: Box,
  elements: readonly Element[],
): void {
  const { context, pixelRatio } = surface
  const { board, theme } = frame
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.beginPath()
  context.rect(pixels.minX, pixels.minY, pixels.maxX - pixels.minX, pixels.maxY - pixels.minY)
  context.clip()
  paintBackground(surface, viewOf(area, pixelRatio), theme, board.settings, pixels)
  const shown = elements.flatMap(({ id }) => shownOnBoard(frame, live, id) ?? [])
  // All at once: they are few.
  for (const _ of paintElements(surface, area, theme, board, shown, 'exact'));
  context.restore()
}

/** Whole pixels of the canvas, with one to spare for smoothed edges: a cut pixel would leave a seam. */
function pixelsOf({ minX, minY, maxX, maxY }: Box, { scale, x, y, width, height }: Area): Box {
  return {
    minX: Math.max(0, Math.floor(minX * scale - x) - 1),
    minY: Math.max(0, Math.floor(minY * scale - y) - 1),
    maxX: Math.min(width, Math.ceil(maxX * scale - x) + 1),
    maxY: Math.min(height, Math.ceil(maxY * scale - y) + 1),
  }
}

/** In board units. */
function seenBox({ minX, minY, maxX, maxY }: Box, { scale, x, y }: Area): Box {
  return boxOf({ scale, x: x + minX, y: y + minY, width: maxX - minX, height: maxY - minY })
}
