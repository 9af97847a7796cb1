import { DrawbridgeError } from '@drawbridge/protocol'
import type { Freezer } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'
import type { Snapshotter } from './snapshotter.ts'

export interface IdleSweeperParts {
  readonly freezer: Freezer
  readonly snapshotter: Pick<Snapshotter, 'shorten'>
  /** How long nothing was stored on a board before it is put away. Milliseconds. */
  readonly idle: number
  readonly metrics: Pick<Metrics, 'frozen' | 'upkeepFailures'>
  readonly report: (error: unknown) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

const longestPause = 120_000
/** Boards that are put away side by side: enough to keep both stores busy, few enough not to hinder appends. */
const sideBySide = 4

/** Puts boards away that nobody is on. All instances have one; they take turns. */
export class IdleSweeper {
  readonly #parts: IdleSweeperParts
  readonly #every: number
  readonly #timer: NodeJS.Timeout
  #sweep: Promise<void> | undefined
  #open = true
  /** A store is away: the other boards would fail the same way, each after its deadline. */
  #isAway = false

  constructor(parts: IdleSweeperParts) {
    this.#parts = parts
    this.#every = Math.min(longestPause, parts.idle / 2)
    this.#timer = setInterval(() => void this.sweep(), this.#every).unref()
  }

  /** Puts all idle boards away, unless another instance has just done so. Never rejects: what failed is tried again next time. */
  async sweep(): Promise<void> {
    this.#sweep ??= this.#run().finally(() => (this.#sweep = undefined))
    await this.#sweep
  }

  /** Resolves when nothing is being put away any more. */
  async close(): Promise<void> {
    this.#open = false
    clearInterval(this.#timer)
    await this.#sweep
  }

  async #run(): Promise<void> {
    const { freezer, idle, now = Date.now } = this.#parts
    const running = new Set<Promise<void>>()
    this.#isAway = false
    try {
      // A little less, so that the turn is over when the next one comes.
      if (!(await freezer.claimSweep(Math.ceil(this.#every * 0.9)))) return
      for await (const board of freezer.idle(now() - idle)) {
        if (!this.#open || this.#isAway) break
        const freeze = this.#freeze(board).finally(() => running.delete(freeze))
        running.add(freeze)
        if (running.size >= sideBySide) await Promise.race(running)
      }
    } catch (error) {
      this.#failed(error)
    }
    await Promise.all(running)
  }

  async #freeze(board: string): Promise<void> {
    const { freezer, snapshotter, metrics } = this.#parts
    try {
      let outcome = await freezer.freeze(board)
      if (outcome === 'large') {
        await snapshotter.shorten(board)
        outcome = await freezer.freeze(board)
      }
      if (outcome === 'frozen') metrics.frozen.inc()
      if (outcome === 'older')
        this.#failed(
          new DrawbridgeError('INTERNAL', `Redis has lost entries of ${board} that its cold copy holds.`),
        )
      if (outcome === 'large')
        this.#failed(
          new DrawbridgeError('INTERNAL', `The board ${board} cannot be put away: it is too large.`),
        )
    } catch (error) {
      if (error instanceof DrawbridgeError && error.code === 'LOG_UNAVAILABLE') this.#isAway = true
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    this.#parts.metrics.upkeepFailures.inc()
    this.#parts.report(error)
  }
}
