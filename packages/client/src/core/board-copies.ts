import type { BoardView } from '@drawbridge/board'
import { SnapshotWriter } from '@drawbridge/protocol'
import type { Slice } from './opening.ts'
import { sliceOf } from './opening.ts'
import type { BoardCopy, OwnInBoard } from './stored.ts'

/** A board is stored at most this often … Milliseconds. */
const interval = 5_000
/** … so that encoding it takes no more than a twentieth of the time, … */
const rest = 20
/** … and writing it wears no disk out. Bytes a millisecond. */
const writeRate = 256
const maxBytes = 32 * 1024 * 1024
/** Nobody waits for a copy: a slice leaves most of a frame to what is seen … Milliseconds. */
const longestSlice = 4
/** … and after it come frames without one. Milliseconds. */
const pause = 28

/** A copy of the board, for storage. */
export interface FinishedCopy {
  readonly stored: BoardCopy
  readonly own: OwnInBoard
}

/** Makes the copies of a board that are stored: not too often, and each in slices. */
export class BoardCopies {
  #last: { readonly epoch: string; readonly seq: number } | undefined
  #due = -Infinity
  #underWay: { readonly writer: SnapshotWriter; readonly of: OwnInBoard; readonly mark: string } | undefined
  #finished: FinishedCopy | undefined
  #spent = 0
  #sliceDue = -Infinity

  /** When the next one may begin; -Infinity as long as there is none yet. */
  get due(): number {
    return this.#due
  }

  /** Whether there has been any, of this log or another. */
  get isThereOne(): boolean {
    return this.#last !== undefined
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined
  }

  /** When the one that is under way is to go on. */
  get sliceDue(): number {
    return this.#sliceDue
  }

  /** Whether the newest one, also one that is under way, is of this seq. */
  has(epoch: string, seq: number): boolean {
    return this.#last?.epoch === epoch && this.#last.seq === seq
  }

  /** What is in storage from an earlier life. */
  restored(epoch: string, seq: number): void {
    this.#last = { epoch, seq }
  }

  /** @param mark of the entry at the seq that `of` names */
  begin(board: BoardView, of: OwnInBoard, mark: string, now: number): void {
    this.#sliceDue = now
    this.#underWay = { writer: new SnapshotWriter(board, of.seq), of, mark }
    this.#last = { epoch: of.epoch, seq: of.seq }
    this.#spent = 0
  }

  /** It is of a log that is no more. */
  abandon(): void {
    this.#underWay = this.#finished = this.#last = undefined
  }

  /** Goes on for one slice, if it is time for one. */
  write(now: () => number, { milliseconds, elements }: Slice): void {
    const copy = this.#underWay
    if (!copy) return
    const start = now()
    if (start < this.#sliceDue) return
    const until = start + sliceOf(Math.min(milliseconds, longestSlice), start - this.#sliceDue)
    let parts: readonly Uint8Array[] | undefined
    do parts = copy.writer.write(elements)
    while (!parts && now() < until)
    const end = now()
    this.#spent += end - start
    this.#sliceDue = end + pause
    if (!parts) return
    const bytes = parts.reduce((sum, { length }) => sum + length, 0)
    this.#underWay = undefined
    this.#due = end + Math.max(interval, this.#spent * rest, bytes / writeRate)
    const { epoch, seq } = copy.of
    if (bytes <= maxBytes) this.#finished = { stored: { epoch, seq, mark: copy.mark, parts }, own: copy.of }
  }

  /** The one that is finished, once. */
  take(): FinishedCopy | undefined {
    const finished = this.#finished
    this.#finished = undefined
    return finished
  }
}
