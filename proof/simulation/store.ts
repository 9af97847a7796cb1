import { Board, encodeBase64Url, replay } from '@drawbridge/board'
import { decodeEntry, DrawbridgeError, encodeSnapshot, markOf } from '@drawbridge/protocol'
import type { Appended, EntryGroup, LogRange, LogState, Snapshot } from '@drawbridge/server/core'

export type Publish = (board: string, base: number, entries: readonly string[]) => void

interface StoredBoard {
  epoch: string
  /** Everything since seq 1. */
  entries: Uint8Array[]
  readonly last: Map<string, number>
  snapshot: Snapshot | undefined
}

/**
 * What instances share, reduced to what its scripts promise: each call is one atomic step, and an append publishes in that
 * step. That the real stores keep these promises is shown by their contract suite.
 */
export class SimulatedStore {
  readonly #boards = new Map<string, StoredBoard>()
  readonly #listeners = new Set<Publish>()
  #epochs = 0
  /** Names one life of the process. */
  run = 1

  constructor(board: string) {
    this.#boards.set(board, { epoch: this.#newEpoch(), entries: [], last: new Map(), snapshot: undefined })
  }

  /** Returns what ends it. */
  subscribe(listener: Publish): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  append(board: string, groups: readonly EntryGroup[]): Appended {
    const stored = this.#board(board)
    const base = stored.entries.length + 1
    const last = groups.map(({ client, first, entries }) => {
      const before = stored.last.get(client) ?? 0
      const skip = before + 1 - first
      if (skip < 0 || skip >= entries.length) return before
      stored.entries.push(...entries.slice(skip))
      stored.last.set(client, first + entries.length - 1)
      return first + entries.length - 1
    })
    const added = stored.entries.slice(base - 1).map(encodeBase64Url)
    if (added.length > 0) for (const publish of [...this.#listeners]) publish(board, base, added)
    return { last, head: stored.entries.length }
  }

  read(board: string, after: number | null, maxBytes: number, client = ''): LogRange {
    const stored = this.#board(board)
    const state = stateOf(stored)
    const from = after ?? state.snapshot
    const entries: Uint8Array[] = []
    let size = 0
    for (const entry of stored.entries.slice(from)) {
      size += entry.length
      if (entries.length > 0 && size > maxBytes) break
      entries.push(entry)
    }
    return { ...state, base: from + 1, entries, last: stored.last.get(client) ?? 0 }
  }

  state(board: string): LogState {
    return stateOf(this.#board(board))
  }

  snapshot(board: string): Snapshot | undefined {
    return this.#board(board).snapshot
  }

  /** A compaction: what instances do beside everything else. */
  takeSnapshot(board: string): void {
    const stored = this.#board(board)
    const seq = stored.entries.length
    if (seq > (stored.snapshot?.seq ?? 0))
      stored.snapshot = { epoch: stored.epoch, seq, bytes: encodeSnapshot(this.fold(board), seq) }
  }

  /** The board leaves the hot store with all that belongs to it and comes back at once: as a new life, with a snapshot. */
  freezeAndThaw(board: string): void {
    this.takeSnapshot(board)
    const stored = this.#board(board)
    stored.epoch = this.#newEpoch()
    if (stored.snapshot) stored.snapshot = { ...stored.snapshot, epoch: stored.epoch }
  }

  /** The process is killed and started again. @param lost entries that were acknowledged and are gone */
  restart(lost: number): void {
    this.run++
    for (const stored of this.#boards.values()) {
      const kept = Math.max(0, stored.entries.length - lost)
      stored.entries = stored.entries.slice(0, kept)
      if (stored.snapshot && stored.snapshot.seq > kept) stored.snapshot = undefined
      stored.last.clear()
      for (const { client, n } of decodeAll(stored.entries)) stored.last.set(client, n)
    }
  }

  entries(board: string): ReturnType<typeof decodeAll> {
    return decodeAll(this.#board(board).entries)
  }

  fold(board: string): Board {
    const folded = new Board()
    replay(folded, 0, this.entries(board))
    return folded
  }

  #board(board: string): StoredBoard {
    const stored = this.#boards.get(board)
    if (!stored) throw new DrawbridgeError('BOARD_NOT_FOUND')
    return stored
  }

  #newEpoch(): string {
    return `epoch-${++this.#epochs}`
  }
}

function stateOf({ epoch, entries, snapshot }: StoredBoard): LogState {
  const newest = entries.at(-1)
  return {
    epoch,
    head: entries.length,
    mark: newest ? markOf(encodeBase64Url(newest)) : '',
    snapshot: snapshot?.seq ?? 0,
  }
}

function decodeAll(entries: readonly Uint8Array[]) {
  return entries.map((bytes, i) => {
    const decoded = decodeEntry(bytes, i + 1)
    if (!decoded.ok) throw new Error(decoded.reason)
    return decoded.value
  })
}
