import { encodeSnapshot } from '@drawbridge/protocol'
import type { OpLog } from '../log/op-log.ts'
import type { FoldedBoards } from './folded-boards.ts'

/**
 * Keeps the way into every board short: once the log has grown by enough entries beyond its newest snapshot, it makes a
 * new one, beside the hot path. Instances may do so at the same time: the log takes only the newer one.
 */
export class Snapshotter {
  readonly #log: OpLog
  readonly #boards: FoldedBoards
  readonly #threshold: number
  readonly #report: (error: unknown) => void
  /** The seq after which each board's next snapshot is due. */
  readonly #due = new Map<string, number>()
  readonly #running = new Map<string, Promise<void>>()

  /** @param threshold entries after a snapshot that make a new one worth while */
  constructor(log: OpLog, boards: FoldedBoards, threshold: number, report: (error: unknown) => void) {
    this.#log = log
    this.#boards = boards
    this.#threshold = threshold
    this.#report = report
  }

  /** To be told of every append. */
  grown(board: string, head: number): void {
    const due = this.#due.get(board) ?? this.#threshold
    if (head < due || this.#running.has(board)) return
    const run = this.#snapshot(board)
      .catch((error: unknown) => {
        // Not again for every entry of a board that cannot be folded, or of a log that is down.
        this.#due.set(board, head + this.#threshold)
        this.#report(error)
      })
      .finally(() => this.#running.delete(board))
    this.#running.set(board, run)
  }

  /** The board is no longer here: what is known of it may be out of date when it comes back. */
  forget(board: string): void {
    this.#due.delete(board)
  }

  /** Resolves when no snapshot is being made. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  async #snapshot(board: string): Promise<void> {
    const { head, snapshot } = await this.#log.state(board)
    const newest =
      head - snapshot < this.#threshold
        ? snapshot
        : await this.#boards
            .with(board, ({ epoch, seq, board }) => ({ epoch, seq, bytes: encodeSnapshot(board, seq) }))
            .then(async (made) => {
              await this.#log.saveSnapshot(board, made)
              return made.seq
            })
    this.#due.set(board, newest + this.#threshold)
  }
}
