import { makeCanvas } from './bitmap.ts'

/** Tiles, a draft and an overview have a size each, and those before a window was resized are soon forgotten. */
const most = 4

/**
 * Canvases to paint on one after the other: a new one for each picture costs more than what is painted on it. Whoever gets
 * one has it until the next of the same size is asked for.
 */
export class KeptCanvases {
  /** The one that was used last is at the end. */
  readonly #canvases = new Map<string, OffscreenCanvas>()

  /** Of so many device pixels. What is on it is to be painted over. */
  get(width: number, height: number): OffscreenCanvas {
    const key = `${width} ${height}`
    const kept = this.#canvases.get(key)
    const canvas = kept ?? (makeCanvas(width, height) as OffscreenCanvas)
    // A picture that was given up halfway has left its transforms and clips.
    kept?.getContext('2d')?.reset()
    this.#canvases.delete(key)
    this.#canvases.set(key, canvas)
    const [oldest] = this.#canvases.keys()
    if (this.#canvases.size > most && oldest !== undefined) this.#canvases.delete(oldest)
    return canvas
  }
}
