import type { Change } from '@drawbridge/board'
import type { Frame } from './frame.ts'

/** Paints frames on two canvases laid on each other. Work in progress: the shape is final, the bodies follow. */
export class CanvasRenderer {
  /** @param canvases `below` keeps the board, `above` is repainted every frame. */
  constructor(_canvases: { readonly below: HTMLCanvasElement; readonly above: HTMLCanvasElement }) {}

  /** In CSS pixels; the canvases' backing stores are this times `pixelRatio`. */
  resize(_width: number, _height: number, _pixelRatio: number): void {}

  /** What changed on the board since the last frame; without argument, everything. */
  invalidate(_changes?: Change | readonly Change[]): void {}

  frame(_frame: Frame): void {}
}
