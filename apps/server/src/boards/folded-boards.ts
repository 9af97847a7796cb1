import type { Entry } from '@drawbridge/board'
import { Board, replay } from '@drawbridge/board'
import { decodeEntry, decodeSnapshot, DrawbridgeError } from '@drawbridge/protocol'
import type { OpLog } from '../log/op-log.ts'

/** A board as it stood at one moment. It goes on changing: use it before the next await. */
export interface Folded {
  readonly epoch: string
  readonly seq: number
  readonly board: Board
}

const readBytes = 1024 * 1024
/** A newer snapshot may take the place of what was about to be read; that it does so again and again is a defect. */
const maxStarts = 3

/** Entries of a range of the log. Throws INTERNAL for one that cannot be decoded: the gate let nothing of the kind in. */
export function decodeEntries(base: number, encoded: readonly Uint8Array[]): Entry[] {
  return encoded.map((bytes, i) => {
    const decoded = decodeEntry(bytes, base + i)
    if (!decoded.ok)
      throw new DrawbridgeError('INTERNAL', `Entry ${base + i} of the log is broken: ${decoded.reason}.`)
    return decoded.value
  })
}

/**
 * Boards as the fold of their logs, for whoever needs their contents: documents and snapshots. The hot path never does.
 * A few that were asked for last are kept, so that asking again costs only the entries since.
 */
export class FoldedBoards {
  readonly #log: OpLog
  readonly #kept: number
  readonly #folded = new Map<string, Folded>()
  readonly #turns = new Map<string, Promise<unknown>>()

  /** @param kept how many boards to keep */
  constructor(log: OpLog, kept = 8) {
    this.#log = log
    this.#kept = kept
  }

  /**
   * Folds the board up to its head and hands it to `use`, which must not await.
   * Rejects with BOARD_NOT_FOUND or LOG_UNAVAILABLE.
   */
  async with<Result>(board: string, use: (folded: Folded) => Result): Promise<Result> {
    const before = this.#turns.get(board) ?? Promise.resolve()
    const turn = before.then(() => this.#fold(board)).then(use)
    // One fold of a board at a time: two would advance the same replica.
    const settled = turn.then(
      () => undefined,
      () => undefined,
    )
    this.#turns.set(board, settled)
    try {
      return await turn
    } finally {
      if (this.#turns.get(board) === settled) this.#turns.delete(board)
    }
  }

  async #fold(id: string): Promise<Folded> {
    let from = this.#folded.get(id)
    // While it is being advanced nothing half done may be found here, should this throw.
    this.#folded.delete(id)
    let starts = 0
    for (;;) {
      if (!from && ++starts > maxStarts)
        throw new DrawbridgeError('INTERNAL', 'The log has a hole after its snapshot.')
      from ??= await this.#start(id)
      const range = await this.#log.read(id, from.seq, readBytes)
      const continues =
        range.epoch === from.epoch &&
        range.head >= from.seq &&
        (range.entries.length === 0 || range.base <= from.seq + 1)
      if (!continues) {
        from = undefined
        continue
      }
      const seq = replay(from.board, from.seq, decodeEntries(range.base, range.entries))
      from = { ...from, seq }
      if (seq >= range.head || range.entries.length === 0) break
    }
    this.#folded.set(id, from)
    for (const oldest of this.#folded.keys()) {
      if (this.#folded.size <= this.#kept) break
      this.#folded.delete(oldest)
    }
    return from
  }

  async #start(id: string): Promise<Folded> {
    const snapshot = await this.#log.snapshot(id)
    if (!snapshot) return { epoch: (await this.#log.state(id)).epoch, seq: 0, board: new Board() }
    const decoded = decodeSnapshot(snapshot.bytes)
    if (!decoded.ok)
      throw new DrawbridgeError('INTERNAL', `A snapshot of the log is broken: ${decoded.reason}.`)
    return { epoch: snapshot.epoch, seq: snapshot.seq, board: decoded.value.board }
  }
}
