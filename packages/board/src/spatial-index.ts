import type { Box } from '@drawbridge/geometry'
import { isEmptyBox } from '@drawbridge/geometry'
import RBush from 'rbush'
import type { ElementId } from './id.ts'

interface Entry {
  readonly id: ElementId
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** From so many new boxes on they are packed into the tree together, which is several times faster. */
const worthPacking = 64

/**
 * Which elements lie where: an R-tree of their boxes. What changes is only noted; the next search works it in, so that
 * a board which nobody looks at pays nothing.
 */
export class SpatialIndex {
  readonly #tree = new RBush<Entry>(16)
  readonly #entries = new Map<ElementId, Entry>()
  readonly #changed = new Set<ElementId>()

  /** Something about the element has changed: it is looked at again before the next search. */
  note(id: ElementId): void {
    this.#changed.add(id)
  }

  /**
   * Ids of the elements whose boxes touch the box, in no order.
   * @param boxOf where an element is now; undefined or the empty box where there is nothing to be seen of it
   */
  search(box: Box, boxOf: (id: ElementId) => Box | undefined): ElementId[] {
    this.#update(boxOf)
    return this.#tree.search(box).map(({ id }) => id)
  }

  /** Whether the box of any element touches the box. */
  isTouched(box: Box, boxOf: (id: ElementId) => Box | undefined): boolean {
    this.#update(boxOf)
    return this.#tree.collides(box)
  }

  /** The smallest box around all of them; the empty box around none. */
  extent(boxOf: (id: ElementId) => Box | undefined): Box {
    this.#update(boxOf)
    const { minX, minY, maxX, maxY } = this.#tree.toJSON() as Box
    return { minX, minY, maxX, maxY }
  }

  #update(boxOf: (id: ElementId) => Box | undefined): void {
    if (this.#changed.size === 0) return
    const added: Entry[] = []
    for (const id of this.#changed) {
      const box = boxOf(id)
      const before = this.#entries.get(id)
      if (before && box && isSameBox(before, box)) continue
      if (before) this.#tree.remove(before)
      this.#entries.delete(id)
      if (!box || isEmptyBox(box)) continue
      const entry = { id, minX: box.minX, minY: box.minY, maxX: box.maxX, maxY: box.maxY }
      this.#entries.set(id, entry)
      added.push(entry)
    }
    this.#changed.clear()
    if (added.length >= worthPacking) this.#tree.load(added)
    else for (const entry of added) this.#tree.insert(entry)
  }
}

function isSameBox(a: Box, b: Box): boolean {
  return a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY
}
