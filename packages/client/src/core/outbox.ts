import type { Operation } from '@drawbridge/board'
import { decodeBase64Url, encodeBase64Url } from '@drawbridge/board'
import { decodeOperations, encodeOperations } from '@drawbridge/protocol'
import type { StoredClient, StoredEntry } from './stored.ts'

interface Waiting {
  readonly operations: readonly Operation[]
  /** As `submit` sends it. */
  readonly encoded: string
}

/** Consecutive entries to send in one message. */
export interface Packet {
  readonly first: number
  readonly entries: readonly string[]
  /** The same in a few characters, for a server that has the entry before them (`composeGrowth`). */
  readonly growth?: string
}

/** An entry with its number. */
export interface NumberedEntry {
  readonly n: number
  readonly operations: readonly Operation[]
}

/** Of one packet, however much the server allows. */
export const maxPacketCharacters = 48 * 1024
/** A packet without an answer for so long is sent again. Milliseconds. */
export const answerDeadline = 10_000

/** What is kept of acknowledged entries, for a log that loses its end. */
const maxKeptEntries = 10_000
const maxKeptCharacters = 4 * 1024 * 1024

/**
 * Own entries, in order and without holes: `acknowledged + 1` … `newest` are submitted and not acknowledged; the last
 * of those up to `acknowledged` are kept for a while. An entry that the server refuses keeps its number and becomes
 * empty, so that whatever copy of it may still be under way, its number stands for one content at most.
 */
export class Outbox {
  #acknowledged = 0
  #waiting: Waiting[] = []
  #unsaved = 0
  /** Encoded, `keptFrom` … `acknowledged`. */
  #kept: string[] = []
  #keptCharacters = 0

  /** Goes on from what an earlier life has stored. Entries that cannot be decoded any more are sent as they are. */
  restore(stored: StoredClient): void {
    this.#acknowledged = stored.acknowledged
    for (const { n, operations } of stored.entries) {
      const encoded = encodeBase64Url(operations)
      if (n > stored.acknowledged) this.#waiting.push({ operations: decoded(operations), encoded })
      else {
        this.#kept.push(encoded)
        this.#keptCharacters += encoded.length
      }
    }
    this.#unsaved = this.#waiting.filter(isUnsaved).length
  }

  get acknowledged(): number {
    return this.#acknowledged
  }

  get newest(): number {
    return this.#acknowledged + this.#waiting.length
  }

  /** The n of the oldest acknowledged entry that is still here; `acknowledged + 1` when none is. */
  get keptFrom(): number {
    return this.#acknowledged - this.#kept.length + 1
  }

  /** How many entries wait that still mean something to the person. */
  get unsaved(): number {
    return this.#unsaved
  }

  /** @param encoded `encodeOperations(operations)`. Returns the entry's n. */
  add(operations: readonly Operation[], encoded: Uint8Array): number {
    const entry = { operations, encoded: encodeBase64Url(encoded) }
    this.#waiting.push(entry)
    if (isUnsaved(entry)) this.#unsaved++
    return this.newest
  }

  /** Everything up to `n` is stored. */
  acknowledge(n: number): void {
    const stored = Math.min(n, this.newest) - this.#acknowledged
    if (stored <= 0) return
    for (const entry of this.#waiting.splice(0, stored)) {
      if (isUnsaved(entry)) this.#unsaved--
      this.#kept.push(entry.encoded)
      this.#keptCharacters += entry.encoded.length
    }
    this.#acknowledged += stored
    this.#trim()
  }

  /**
   * The log lost what was acknowledged after `last`: it waits again, under its old numbers. Where some of it is no
   * longer kept, what is left is numbered on from `last`. Returns how far numbers moved.
   */
  requeue(last: number): number {
    const first = Math.max(last + 1, this.keptFrom)
    const again = this.#kept.splice(first - this.keptFrom)
    for (const encoded of again) this.#keptCharacters -= encoded.length
    this.#waiting.unshift(
      ...again.map((encoded) => ({
        operations: decoded(decodeBase64Url(encoded) ?? new Uint8Array()),
        encoded,
      })),
    )
    this.#unsaved = this.#waiting.filter(isUnsaved).length
    this.#acknowledged = last
    if (first > last + 1) this.#forgetKept()
    return last + 1 - first
  }

  /** The log goes up to `last`, which is more than we know of: the entries that wait are numbered on from there. Returns how far they moved. */
  renumber(last: number): number {
    const shift = last - this.#acknowledged
    this.#acknowledged = last
    this.#forgetKept()
    return shift
  }

  /** Makes an entry empty. */
  refuse(n: number): void {
    const at = n - this.#acknowledged - 1
    const entry = this.#waiting[at]
    if (!entry) return
    if (isUnsaved(entry)) this.#unsaved--
    this.#waiting[at] = empty
  }

  refuseAll(): void {
    this.#waiting = this.#waiting.map(() => empty)
    this.#unsaved = 0
  }

  /** The entries after `n` that are here, kept ones included, oldest first. */
  after(n: number): NumberedEntry[] {
    const kept = this.#kept.slice(Math.max(0, n + 1 - this.keptFrom))
    const from = this.#acknowledged - kept.length + 1
    const waiting = this.#waiting.slice(Math.max(0, n - this.#acknowledged))
    const waitingFrom = this.newest - waiting.length + 1
    return [
      ...kept.map((encoded, i) => ({
        n: from + i,
        operations: decoded(decodeBase64Url(encoded) ?? new Uint8Array()),
      })),
      ...waiting.map(({ operations }, i) => ({ n: waitingFrom + i, operations })),
    ]
  }

  /** The entry as it is stored; undefined when it is not here. */
  stored(n: number): StoredEntry | undefined {
    const encoded =
      n > this.#acknowledged
        ? this.#waiting[n - this.#acknowledged - 1]?.encoded
        : this.#kept[n - this.keptFrom]
    const operations = encoded === undefined ? undefined : decodeBase64Url(encoded)
    return operations && { n, operations }
  }

  /** The operations of `count` entries that wait, from `first` on. */
  operationsOf(first: number, count: number): (readonly Operation[])[] {
    const from = first - this.#acknowledged - 1
    return this.#waiting.slice(from, from + count).map(({ operations }) => operations)
  }

  /** The entries from `first` up to `last`, as many as one message takes, at least one; undefined when there are none. */
  packet(first: number, last: number, maxEntries: number, maxCharacters: number): Packet | undefined {
    const entries: string[] = []
    let characters = 0
    for (let at = first - this.#acknowledged - 1; at < last - this.#acknowledged; at++) {
      const encoded = this.#waiting[at]?.encoded
      if (encoded === undefined || entries.length === maxEntries) break
      characters += encoded.length + 3
      if (entries.length > 0 && characters > maxCharacters) break
      entries.push(encoded)
    }
    return entries.length > 0 ? { first, entries } : undefined
  }

  /** In larger pieces, so that it costs next to nothing an entry. */
  #trim(): void {
    if (this.#kept.length <= maxKeptEntries && this.#keptCharacters <= maxKeptCharacters) return
    let count = 0
    while (
      this.#kept.length - count > maxKeptEntries * 0.9 ||
      this.#keptCharacters > maxKeptCharacters * 0.9
    ) {
      this.#keptCharacters -= this.#kept[count]?.length ?? 0
      count++
    }
    this.#kept.splice(0, count)
  }

  #forgetKept(): void {
    this.#kept = []
    this.#keptCharacters = 0
  }
}

function isUnsaved({ operations }: Waiting): boolean {
  return operations.length > 0
}

function decoded(bytes: Uint8Array): readonly Operation[] {
  const operations = decodeOperations(bytes)
  return operations.ok ? operations.value : []
}

const empty: Waiting = { operations: [], encoded: encodeBase64Url(encodeOperations([])) }
