import type { Worker } from 'node:worker_threads'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { OpLog, Snapshot } from '../log/op-log.ts'
import { packEntries } from '../log/segment.ts'
import { FoldThread, startFoldWorker } from './fold-thread.ts'

/** Where a board that the worker holds stands. */
interface Folded {
  readonly epoch: string
  readonly seq: number
}

const readBytes = 1024 * 1024
/** A newer snapshot may take the place of what was about to be read; that it does so again and again is a defect. */
const maxStarts = 3

/**
 * Boards as the fold of their logs, for whoever needs their contents: documents and snapshots. The hot path never does.
 * A worker thread folds; here entries are read and bytes are passed on. A few boards that were asked for last are kept
 * there, so that asking again costs only the entries since.
 *
 * Every method rejects with BOARD_NOT_FOUND, LOG_UNAVAILABLE, or INTERNAL when the worker dies.
 */
export class FoldedBoards {
  readonly #log: OpLog
  readonly #kept: number
  readonly #thread: FoldThread
  readonly #folded = new Map<string, Folded>()
  readonly #turns = new Map<string, Promise<unknown>>()

  /** @param kept how many boards to keep */
  constructor(log: OpLog, kept = 8, startWorker: () => Worker = startFoldWorker) {
    this.#log = log
    this.#kept = kept
    this.#thread = new FoldThread(startWorker, () => this.#folded.clear())
  }

  /** A snapshot of the board at its head. */
  snapshot(board: string): Promise<Snapshot> {
    return this.#inTurn(board, async (folded) => ({
      ...folded,
      bytes: await this.#thread.call<Uint8Array>({ type: 'snapshot', board }),
    }))
  }

  /** What is on the board at its head, as JSON (BoardDocument of the protocol) in UTF-8. */
  document(board: string): Promise<Uint8Array> {
    return this.#inTurn(board, ({ epoch }) => this.#thread.call({ type: 'document', board, epoch }))
  }

  /** How many elements there are on the board at its head. */
  count(board: string): Promise<Folded & { readonly elementCount: number }> {
    return this.#inTurn(board, async (folded) => ({
      ...folded,
      elementCount: await this.#thread.call<number>({ type: 'count', board }),
    }))
  }

  close(): Promise<void> {
    return this.#thread.close()
  }

  async #inTurn<Result>(board: string, use: (folded: Folded) => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(board) ?? Promise.resolve()
    const turn = before.then(() => this.#fold(board)).then(use)
    // One at a time: two would advance the same board.
    const settled = turn.then(
      () => undefined,
      () => undefined,
    )
    this.#turns.set(board, settled)
    try {
      return await turn
    } finally {
      if (this.#turns.get(board) === settled) this.#turns.delete(board)
      this.#forgetOldest()
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
      if (range.entries.length === 0) break
      const entries = packEntries(range.entries)
      const seq = await this.#thread.call<number>({ type: 'advance', board: id, base: range.base, entries })
      from = { ...from, seq }
      if (seq >= range.head) break
    }
    this.#folded.set(id, from)
    return from
  }

  async #start(id: string): Promise<Folded> {
    const snapshot = await this.#log.snapshot(id)
    const epoch = snapshot?.epoch ?? (await this.#log.state(id)).epoch
    const bytes = snapshot?.bytes ?? null
    return { epoch, seq: await this.#thread.call<number>({ type: 'start', board: id, snapshot: bytes }) }
  }

  #forgetOldest(): void {
    for (const oldest of this.#folded.keys()) {
      if (this.#folded.size <= this.#kept) break
      if (this.#turns.has(oldest)) continue
      this.#folded.delete(oldest)
      // A worker that is gone has forgotten it, too.
      this.#thread.call({ type: 'forget', board: oldest }).catch(() => {})
    }
  }
}
