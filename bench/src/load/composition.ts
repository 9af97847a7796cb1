import type { Piece } from './piece.ts'
import type { Receipts } from './receipts.ts'

interface Waiting {
  readonly first: number
  readonly last: number
  readonly at: number
}

/**
 * What the entries of a board consist of, as a real client in this thread found out: so that bare viewers, who get the
 * same entries, need not decode them each.
 */
export class Composition {
  readonly #receipts: Receipts
  readonly #pieces = new Map<number, readonly Piece[]>()
  #reached = 0
  #waiting: Waiting[] = []

  constructor(receipts: Receipts) {
    this.#receipts = receipts
  }

  /** Entries up to this seq were there before anyone looked. */
  startAt(seq: number): void {
    this.#reached = Math.max(this.#reached, seq)
  }

  learn(seq: number, pieces: readonly Piece[]): void {
    if (seq <= this.#reached) return
    this.#pieces.set(seq, pieces)
    this.#reached = seq
    const ready = this.#waiting.filter(({ last }) => last <= seq)
    if (ready.length === 0) return
    this.#waiting = this.#waiting.filter(({ last }) => last > seq)
    for (const received of ready) this.#count(received)
  }

  /** A bare viewer has received these entries. @param at by the clock */
  received(first: number, last: number, at: number): void {
    const received = { first, last, at }
    if (last <= this.#reached) this.#count(received)
    else this.#waiting.push(received)
  }

  #count({ first, last, at }: Waiting): void {
    for (let seq = first; seq <= last; seq++)
      for (const { drawer, from, to } of this.#pieces.get(seq) ?? [])
        this.#receipts.take(drawer, from, to, at)
  }
}
