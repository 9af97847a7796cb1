import type { Change } from '@drawbridge/board'
import { BoardLayer } from './board-layer.ts'
import type { Frame } from './frame.ts'
import { OverlayLayer } from './overlay-layer.ts'
import type { Pictures } from './pictures.ts'
import { noPictures } from './pictures.ts'
import { Surface } from './surface.ts'

/** Paints frames on two canvases laid on each other. */
export class CanvasRenderer {
  readonly #board: BoardLayer
  readonly #overlay: OverlayLayer

  /** @param canvases `below` keeps the board, `above` is painted anew every frame. */
  constructor(
    canvases: { readonly below: HTMLCanvasElement; readonly above: HTMLCanvasElement },
    pictures: Pictures = noPictures,
  ) {
    this.#board = new BoardLayer(new Surface(canvases.below, { alpha: false }, pictures))
    this.#overlay = new OverlayLayer(new Surface(canvases.above, { alpha: true }, pictures))
  }

  /** In CSS pixels; the canvases' backing stores are this times `pixelRatio`. Empties both: paint a frame next. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.#board.surface.resize(width, height, pixelRatio)
    this.#overlay.surface.resize(width, height, pixelRatio)
    this.#board.invalidateAll()
  }

  /** What changed on the board since the last frame; without argument, everything. */
  invalidate(changes?: Change | readonly Change[]): void {
    if (changes === undefined) this.#board.invalidateAll()
    else if ('id' in changes) this.#board.invalidate(changes)
    else for (const change of changes) this.#board.invalidate(change)
  }

  frame(frame: Frame): void {
    this.#board.paint(frame)
    this.#overlay.paint(frame, this.#board.live.ids)
  }

  /** True while a stroke that was drawn is not in its place among the others yet: paint another frame. */
  get wantsFrame(): boolean {
    return !this.#board.live.isEmpty
  }
}
