import type { Change, ElementId } from '@drawbridge/board'

/** A stroke that has not grown for this many frames counts as finished. */
const settlingFrames = 30

/** True when the change only adds ink: the stroke is being drawn right now. */
export function grows({ before, after }: Change): boolean {
  return (
    before?.type === 'stroke' &&
    after?.type === 'stroke' &&
    after.ink.length > before.ink.length &&
    after.x === before.x &&
    after.y === before.y
  )
}

/** More points than a hand makes in its first frames. */
const mostOfNewborn = 8

/** True when a stroke has only just begun: more is about to come. */
export function isNewborn({ before, after }: Change): boolean {
  return !before && after?.type === 'stroke' && after.ink.length <= mostOfNewborn
}

/**
 * The strokes that are being drawn, by anyone. They are painted above the board every frame, so that the board below
 * does not have to be painted again for each new point; a finished one goes down to its place.
 */
export class LiveStrokes {
  readonly #grownAt = new Map<ElementId, number>()
  #frame = 0

  /** In the order in which they began to grow. */
  get ids(): readonly ElementId[] {
    return [...this.#grownAt.keys()]
  }

  get count(): number {
    return this.#grownAt.size
  }

  has(id: ElementId): boolean {
    return this.#grownAt.has(id)
  }

  grown(id: ElementId): void {
    this.#grownAt.set(id, this.#frame)
  }

  drop(id: ElementId): void {
    this.#grownAt.delete(id)
  }

  /** Counts a frame; calls `settled` with each stroke that is finished by now. */
  nextFrame(settled: (id: ElementId) => void): void {
    this.#frame++
    for (const [id, grownAt] of this.#grownAt) {
      if (this.#frame - grownAt < settlingFrames) continue
      this.#grownAt.delete(id)
      settled(id)
    }
  }
}
