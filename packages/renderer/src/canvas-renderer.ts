import type { Change } from '@drawbridge/board'
import type { Frame } from './frame.ts'
import { OverlayLayer } from './overlay-layer.ts'
import type { Pictures } from './pictures.ts'
import { noPictures } from './pictures.ts'
import { Surface } from './surface.ts'
import { makeCanvas } from './tiles/bitmap.ts'
import { onPage } from './tiles/page-painting.ts'
import { seenArea, viewOf } from './tiles/tile-grid.ts'
import type { TileLayerOptions } from './tiles/tile-layer.ts'
import { TileLayer } from './tiles/tile-layer.ts'
import { canPaintInWorker, inWorker } from './tiles/worker-painting.ts'

export interface CanvasRendererOptions {
  readonly pictures?: Pictures
  /** Called, outside of a frame, when another frame would show more than the last one. */
  readonly wake: () => void
  /** For tests: where tiles are painted, and by which clock. */
  readonly tiles?: Partial<TileLayerOptions>
}

/** Paints frames on two canvases laid on each other. */
export class CanvasRenderer {
  readonly #board: TileLayer
  readonly #overlay: OverlayLayer

  /** @param canvases `below` keeps the board, `above` is painted anew whenever it shows something else. */
  constructor(
    canvases: { readonly below: HTMLCanvasElement; readonly above: HTMLCanvasElement },
    { pictures = noPictures, wake, tiles = {} }: CanvasRendererOptions,
  ) {
    this.#board = new TileLayer(new Surface(canvases.below, { alpha: false }, pictures), {
      makeCanvas,
      start: canPaintInWorker() ? inWorker(pictures) : onPage(pictures),
      startInstead: onPage(pictures),
      now: () => performance.now(),
      wake,
      ...tiles,
    })
    // Without waiting for the page's other parts, where a browser can: ink is seen sooner.
    const above = new Surface(canvases.above, { alpha: true, desynchronized: true }, pictures)
    this.#overlay = new OverlayLayer(above, tiles.makeCanvas ?? makeCanvas)
  }

  /** In CSS pixels; the canvases' backing stores are this times `pixelRatio`. Empties both: paint a frame next. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.#board.surface.resize(width, height, pixelRatio)
    this.#overlay.resize(width, height, pixelRatio)
    this.#board.repaint()
  }

  /** What changed on the board since the last frame; without argument, everything. */
  invalidate(changes?: Change | readonly Change[]): void {
    if (changes === undefined) this.#board.invalidateAll()
    else if ('id' in changes) this.#board.invalidate(changes)
    else for (const change of changes) this.#board.invalidate(change)
  }

  frame(frame: Frame): void {
    const { canvas, pixelRatio } = this.#board.surface
    // Both layers at the same whole pixels, or ink would move when it goes down to the board.
    const area = seenArea(frame.viewport, pixelRatio, canvas.width, canvas.height)
    const snapped = { ...frame, viewport: { ...viewOf(area, pixelRatio), zoom: frame.viewport.zoom } }
    this.#board.paint(snapped)
    this.#overlay.paint(snapped, this.#board.live.ids)
  }

  /**
   * Makes a part of what the first stroke would wait for, once there is a picture. Call it after frames of a board that is
   * all there. Returns whether there is more to be made.
   */
  prepareForInk(): boolean {
    if (this.#board.hasPicture) this.#overlay.prepare()
    return this.#board.hasPicture && !this.#overlay.isPrepared
  }

  /** True while something is under way that shows only when more frames are painted: paint another one. */
  get wantsFrame(): boolean {
    return this.#board.wantsFrame
  }

  /** How much of the board is seen: something stands in for what is not sharp yet. */
  get sharpness(): 'nothing' | 'standing-in' | 'sharp' {
    if (this.#board.isSharp) return 'sharp'
    return this.#board.hasPicture ? 'standing-in' : 'nothing'
  }

  /** Where tiles are painted. */
  get paintsIn(): 'worker' | 'page' {
    return this.#board.paintsInstead || !canPaintInWorker() ? 'page' : 'worker'
  }

  /** Frees what it holds; it cannot be used any more. */
  close(): void {
    this.#board.close()
  }
}
