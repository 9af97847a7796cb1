import type { Context } from '../context.ts'
import { makeCanvas } from './bitmap.ts'

/** Tiles, a draft and an overview have a size each, and those before a window was resized are soon forgotten. */
const most = 4

/**
 * Canvases to paint on one after the other: a new one for each picture costs more than what is painted on it. Whoever gets
 * one has it until the next of the same size is asked for.
 */
export class KeptCanvases {
  /** The one that was used last is at the end. */
  readonly #contexts = new Map<string, Context>()

  /** Of so many device pixels, opaque. What is on it is to be painted over. */
  get(width: number, height: number): OffscreenCanvas {
    const key = `${width} ${height}`
    const kept = this.#contexts.get(key)
    // A picture that was given up halfway has left its transforms and clips.
    kept?.reset()
    const context = kept ?? newContext(width, height)
    this.#contexts.delete(key)
    this.#contexts.set(key, context)
    const [oldest] = this.#contexts.keys()
    if (this.#contexts.size > most && oldest !== undefined) this.#contexts.delete(oldest)
    return context.canvas as OffscreenCanvas
  }
}

function newContext(width: number, height: number): Context {
  // Painted by the processor in this thread: what many thin lines cost is known then, see `finishPainting`.
  const settings = { alpha: false, willReadFrequently: true }
  const context = makeCanvas(width, height).getContext('2d', settings) as Context | null
  if (!context) throw new Error('this canvas has no 2D context')
  return context
}

/**
 * Has a browser paint what it has only noted down so far. Otherwise it paints all of it at last, for as long as that takes,
 * and whoever paints in slices does not notice what they cost.
 */
export function finishPainting(context: Context): void {
  context.getImageData(0, 0, 1, 1)
}
