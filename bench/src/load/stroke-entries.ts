import { createElement, elementId, encodeBase64Url, indexBetween, stroke } from '@drawbridge/board'
import { encodeOperations } from '@drawbridge/protocol'
import type { HandSample } from './hand.ts'

/** Whole strokes as entries for `submit`, each above the one before. */
export class StrokeEntries {
  #top: string | null = null

  next(points: readonly HandSample[]): string {
    this.#top = indexBetween(this.#top, null, Math.random())
    const id = elementId(crypto.getRandomValues(new Uint8Array(16)))
    return encodeBase64Url(encodeOperations([createElement(stroke({ id, index: this.#top, points }))]))
  }
}
