import type { Element } from '@drawbridge/board'
import type { Decoded, SnapshotReader } from '@drawbridge/protocol'

/** How much is done at a time, so that whatever else waits has its turn in between. */
export interface Slice {
  /** As soon as so much time has passed, the rest waits … */
  readonly milliseconds: number
  /** … which is looked at after so many elements. */
  readonly elements: number
}

/** With what is then done with the elements, and beside a worker that paints, it is less than a frame. */
export const usualSlice: Slice = { milliseconds: 5, elements: 32 }
/** Timers that are so late are held back, as in a tab that nobody sees: then slices may be … Milliseconds. */
const heldBack = 900
/** … so long. Milliseconds. */
const unseenSlice = 200

/**
 * How long a slice may be whose timer came so late. All in milliseconds.
 * @param usual as long as someone may be looking
 */
export function sliceOf(usual: number, late: number): number {
  return late > heldBack ? unseenSlice : usual
}

/** The snapshot that a board is being filled from. */
export class Opening {
  /** What the board will be at, once it is filled. */
  readonly seq: number
  readonly epoch: string
  /** Of the entry at `seq`; empty where it is not known. */
  readonly mark: string
  readonly isFromStorage: boolean
  readonly reader: SnapshotReader
  #due: number

  constructor(
    reader: SnapshotReader,
    from: { readonly epoch: string; readonly mark: string; readonly isFromStorage: boolean },
    now: number,
  ) {
    this.reader = reader
    this.seq = reader.seq
    this.epoch = from.epoch
    this.mark = from.mark
    this.isFromStorage = from.isFromStorage
    this.#due = now
  }

  /** How much of it is read, 0…1. */
  get share(): number {
    const { count, left } = this.reader
    return count === 0 ? 1 : (count - left) / count
  }

  /** When it is to go on; undefined where that depends on bytes that have not come yet. */
  get due(): number | undefined {
    return this.reader.isStarved ? undefined : this.#due
  }

  /** More of the snapshot has come. See `SnapshotReader.extend`. */
  extend(bytes: Uint8Array, isWhole: boolean, now: number): void {
    // What waits for bytes is not late.
    if (this.reader.isStarved) this.#due = now
    this.reader.extend(bytes, isWhole)
  }

  /** Reads one slice. Returns what it holds, or what is wrong with the snapshot. */
  read(now: () => number, { milliseconds, elements }: Slice): Decoded<readonly Element[]> {
    const start = now()
    const until = start + sliceOf(milliseconds, start - this.#due)
    const all: Element[] = []
    do {
      const read = this.reader.read(elements)
      if (!read.ok) return read
      all.push(...read.value)
    } while (!this.reader.isDone && !this.reader.isStarved && now() < until)
    this.#due = now()
    return { ok: true, value: all }
  }
}
