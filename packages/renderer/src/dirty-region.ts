import type { Box } from '@drawbridge/geometry'
import { boxUnion, boxesOverlap } from '@drawbridge/geometry'

/** Each box costs a pass over the board, so it does not pay to keep many. */
const mostBoxes = 8

/** Which parts of the board have to be painted again: everything, or a few boxes in board units. */
export class DirtyRegion {
  #everything = true
  #boxes: Box[] = []

  get everything(): boolean {
    return this.#everything
  }

  get boxes(): readonly Box[] {
    return this.#boxes
  }

  addEverything(): void {
    this.#everything = true
    this.#boxes = []
  }

  add(added: Box): void {
    if (this.#everything) return
    let box = added
    let apart = this.#boxes
    // A box that has grown may reach one that it did not touch before.
    for (;;) {
      const current = box
      const touching = apart.filter((other) => boxesOverlap(current, other))
      if (touching.length === 0) break
      apart = apart.filter((other) => !boxesOverlap(current, other))
      box = touching.reduce(boxUnion, current)
    }
    this.#boxes = [...apart, box]
    if (this.#boxes.length > mostBoxes) this.#boxes = [this.#boxes.reduce(boxUnion)]
  }

  clear(): void {
    this.#everything = false
    this.#boxes = []
  }
}
