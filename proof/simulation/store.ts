import { Board, replay } from '@drawbridge/board'
import {
  batchBase,
  decodeEntry,
  DrawbridgeError,
  encodeSnapshot,
  markOfBytes,
  placeGroup,
} from '@drawbridge/protocol'
import type {
  Appended,
  ComposedAppend,
  EntryGroup,
  LogRange,
  LogState,
  Snapshot,
} from '@drawbridge/server/core'

/** An event for everyone on the board. */
export type Publish = (event: 'l' | 'head', ...values: readonly unknown[]) => void

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

  /** As append.lua does it. */
  append(
    board: string,
    groups: readonly EntryGroup[],
    live: Omit<ComposedAppend, 'stored'>,
  ): Appended & { readonly counts: readonly number[] } {
    const stored = this.#board(board)
    const base = stored.entries.length + 1
    let told = batchBase(base) + live.time
    let isTellable = stored.entries.length >= live.knownHead
    const counts: number[] = []
    const last = groups.map(({ client, first, entries }, i) => {
      const before = stored.last.get(client) ?? 0
      const skip = before + 1 - first
      const fits = skip >= 0 && skip < entries.length
      counts.push(fits ? entries.length - skip : 0)
      if (!fits) return before
      const seq = stored.entries.length + 1
      const group = live.groups[i]
      if (skip > 0 || !group || group.ref >= seq) isTellable = false
      else told += placeGroup(seq, group)
      stored.entries.push(...entries.slice(skip))
      stored.last.set(client, first + entries.length - 1)
      return first + entries.length - 1
    })
    const { epoch, head, mark } = stateOf(stored)
    if (head >= base)
      for (const publish of [...this.#listeners])
        if (isTellable) publish('l', told)
        else publish('head', epoch, head, mark)
    return { last, head, counts }
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
    mark: newest ? markOfBytes(newest) : '',
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
