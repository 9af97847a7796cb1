import type { Operation } from '@drawbridge/board'
import { encodeBase64Url } from '@drawbridge/board'
import { encodeOperations } from '@drawbridge/protocol'

interface Waiting {
  readonly operations: readonly Operation[]
  /** As `submit` sends it. */
  readonly encoded: string
}

/** Consecutive entries to send in one message. */
export interface Packet {
  readonly first: number
  readonly entries: readonly string[]
}

/**
 * Entries that this client has submitted and the server has not acknowledged, in order and without holes:
 * `acknowledged + 1` … `newest`. An entry that the server refuses keeps its number and becomes empty, so that whatever
 * copy of it may still be under way, its number stands for one content at most.
 */
export class Outbox {
  #acknowledged = 0
  #waiting: Waiting[] = []

  get acknowledged(): number {
    return this.#acknowledged
  }

  get newest(): number {
    return this.#acknowledged + this.#waiting.length
  }

  /** Entries that still mean something to the person. */
  get unsaved(): number {
    return this.#waiting.filter(({ operations }) => operations.length > 0).length
  }

  /** @param encoded `encodeOperations(operations)`. Returns the entry's n. */
  add(operations: readonly Operation[], encoded: Uint8Array): number {
    this.#waiting.push({ operations, encoded: encodeBase64Url(encoded) })
    return this.newest
  }

  /** Everything up to `n` is stored. Counters never go back. */
  acknowledge(n: number): void {
    const stored = Math.min(n, this.newest) - this.#acknowledged
    if (stored > 0) {
      this.#waiting.splice(0, stored)
      this.#acknowledged += stored
    }
  }

  /** The log lost what was acknowledged after `last`: the entries that wait are numbered on from there. Returns how far they moved. */
  renumber(last: number): number {
    const shift = last - this.#acknowledged
    this.#acknowledged = last
    return shift
  }

  /** Makes an entry empty. */
  refuse(n: number): void {
    const at = n - this.#acknowledged - 1
    if (this.#waiting[at]) this.#waiting[at] = empty
  }

  refuseAll(): void {
    this.#waiting = this.#waiting.map(() => empty)
  }

  /** The entries from `first` on, as many as one message takes, at least one; undefined when there are none. */
  packet(first: number, maxEntries: number, maxCharacters: number): Packet | undefined {
    const entries: string[] = []
    let characters = 0
    for (let at = first - this.#acknowledged - 1; at < this.#waiting.length; at++) {
      const encoded = this.#waiting[at]?.encoded
      if (encoded === undefined || entries.length === maxEntries) break
      characters += encoded.length + 3
      if (entries.length > 0 && characters > maxCharacters) break
      entries.push(encoded)
    }
    return entries.length > 0 ? { first, entries } : undefined
  }
}

const empty: Waiting = { operations: [], encoded: encodeBase64Url(encodeOperations([])) }
