import type { OpLog } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'
import type { FoldedBoards } from './folded-boards.ts'

/** A snapshot of so many bytes is worth as many times the threshold as it has of these, up to a limit. */
const smallSnapshot = 512 * 1024
const mostThresholds = 4
/** Thresholds that a snapshot may be late before another instance makes it: a thread that starts on a busy machine takes its time. */
const patientFor = 1.5

/** Entries before the newest snapshot that stay where they are read quickest, for clients that were away for a short time. */
const keptEntries = 2000

export interface SnapshotterParts {
  readonly log: OpLog
  readonly boards: FoldedBoards
  /** Entries after a snapshot that make a new one worth while; more after a large one, since it takes the longer to make and to fetch. */
  readonly threshold: number
  /** Others may have the same boards. */
  readonly isOneOfSeveral?: boolean
  readonly metrics: Pick<Metrics, 'snapshots' | 'segments' | 'upkeepFailures'>
  readonly report: (error: unknown) => void
}

/**
 * Keeps the way into every board short: once the log has grown by enough entries beyond its newest snapshot, it makes a
 * new one, and moves entries that lie far before it to the history; all beside the hot path.
 *
 * Of several instances the one that made a board's newest snapshot goes on, as it holds the board: to fold it costs each that
 * does so. The others leave it some time, and look only when they store one of the entries that are worth a look, which
 * one instance alone does. Where two do the same after all, the log takes the newer snapshot, and one of the moves.
 */
export class Snapshotter {
  readonly #parts: SnapshotterParts
  /** The seq after which each board's next snapshot is due. */
  readonly #due = new Map<string, number>()
  /** How many entries each board's next snapshot is worth. */
  readonly #worth = new Map<string, number>()
  /** Seqs of snapshots that were made here. */
  readonly #made = new Map<string, number>()
  readonly #running = new Map<string, Promise<void>>()

  constructor(parts: SnapshotterParts) {
    this.#parts = parts
  }

  /** To be told of every append. @param stored how many entries it has stored, which go up to `head` */
  grown(board: string, head: number, stored: number): void {
    const { threshold, metrics, report } = this.#parts
    const due = this.#due.get(board) ?? threshold
    if (head < due || this.#running.has(board)) return
    const isWorthALook = Math.floor(head / threshold) > Math.floor((head - stored) / threshold)
    if (this.#isLeftToOthers(board) && !isWorthALook) return
    const run = this.#shortenIfDue(board)
      .catch((error: unknown) => {
        // Not again for every entry of a board that cannot be folded, or of a log that is down.
        this.#due.set(board, head + threshold)
        metrics.upkeepFailures.inc()
        report(error)
      })
      .finally(() => this.#running.delete(board))
    this.#running.set(board, run)
  }

  /**
   * Makes a snapshot at the head and moves all entries before it to the history that fill a piece of it.
   * Rejects as the log and FoldedBoards do.
   */
  async shorten(board: string): Promise<void> {
    await this.#snapshot(board)
    await this.#compact(board, 0)
  }

  /** The board is no longer here: what is known of it may be out of date when it comes back. */
  forget(board: string): void {
    this.#due.delete(board)
    this.#worth.delete(board)
    this.#made.delete(board)
  }

  /** Resolves when nothing is being made. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  async #shortenIfDue(board: string): Promise<void> {
    const { log, threshold } = this.#parts
    const { head, snapshot } = await log.state(board)
    if (this.#made.get(board) !== snapshot) this.#made.delete(board)
    // Nobody has begun with the first one before this.
    const isFirst = snapshot === 0 && head < 2 * threshold
    const patience = () => (this.#isLeftToOthers(board) ? patientFor * threshold : 0)
    const worth = () => this.#worth.get(board) ?? threshold
    const isDue = head - snapshot >= worth() + (isFirst ? 0 : patience())
    const last = isDue ? await this.#snapshot(board) : snapshot
    this.#due.set(board, last + worth() + patience())
    if (isDue) await this.#compact(board, keptEntries)
  }

  #isLeftToOthers(board: string): boolean {
    return this.#parts.isOneOfSeveral === true && !this.#made.has(board)
  }

  /** @returns its seq */
  async #snapshot(board: string): Promise<number> {
    const { log, boards, metrics, threshold } = this.#parts
    const made = await boards.snapshot(board)
    const times = Math.min(mostThresholds, Math.max(1, made.bytes.byteLength / smallSnapshot))
    this.#worth.set(board, Math.round(threshold * times))
    if (await log.saveSnapshot(board, made)) {
      this.#made.set(board, made.seq)
      metrics.snapshots.inc()
    }
    return made.seq
  }

  async #compact(board: string, keep: number): Promise<void> {
    const { log, metrics } = this.#parts
    metrics.segments.inc(await log.compact(board, keep))
  }
}
