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
    const apart = this.#boxes.filter((other) => {
      if (!boxesOverlap(box, other)) return true
      box = boxUnion(box, other)
      return false
    })
    this.#boxes = [...apart, box]
    if (this.#boxes.length > mostBoxes) this.#boxes = [this.#boxes.reduce(boxUnion)]
  }

  clear(): void {
    this.#everything = false
    this.#boxes = []
  }
}
