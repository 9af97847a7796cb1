import type { WireError } from '@drawbridge/protocol'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { Appended, EntryGroup } from '../log/op-log.ts'

export type Outcome =
  /** `last` as in the log's answer: everything up to this `n` of the client is stored. */
  { readonly ok: true; readonly last: number } | { readonly ok: false; readonly error: WireError }

interface Waiting {
  readonly group: EntryGroup
  readonly bytes: number
  readonly resolve: (outcome: Outcome) => void
}

export interface AppendQueueOptions {
  readonly append: (groups: readonly EntryGroup[]) => Promise<Appended>
  /** Shortest time between the starts of two appends, at present. Milliseconds. */
  readonly tick: () => number
  /** Bytes that may wait before more is refused. */
  readonly maxWaiting?: number
  /** Bytes of one append, and so of one packet to everyone on the board; a larger group goes alone. */
  readonly maxBatch?: number
}

const retryAfter = 500

/**
 * One board's way into the log: one append is in flight, and what arrives meanwhile is the next. So a busy board costs
 * one append and one packet per tick, however many people draw on it, and the first entry after a pause waits for nothing.
 */
export class AppendQueue {
  readonly #append: AppendQueueOptions['append']
  readonly #tick: AppendQueueOptions['tick']
  readonly #maxWaiting: number
  readonly #maxBatch: number
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #running = false
  #startedAt = -Infinity
  #time = 0
  #idle: (() => void)[] = []

  constructor({ append, tick, maxWaiting = 8 * 1024 * 1024, maxBatch = 1024 * 1024 }: AppendQueueOptions) {
    this.#append = append
    this.#tick = tick
    this.#maxWaiting = maxWaiting
    this.#maxBatch = maxBatch
  }

  /** True when nothing waits and nothing is in flight. */
  get idle(): boolean {
    return !this.#running && this.#waiting.length === 0
  }

  /**
   * When a group came that is pushed now. The first of an append says it for all of them: they come within a tick, and one
   * time takes fewer bytes than many. @param now milliseconds since 1970
   */
  timeOf(now: number): number {
    if (this.#waiting.length === 0) this.#time = now
    return this.#time
  }

  /** Resolves once the group is stored, or refused; never rejects. */
  push(group: EntryGroup, bytes: number): Promise<Outcome> {
    if (this.#waitingBytes + bytes > this.#maxWaiting && this.#waiting.length > 0) {
      const error = new DrawbridgeError('RATE_LIMITED', 'Too much is waiting to be stored on this board.', {
        retryAfter,
      })
      return Promise.resolve({ ok: false, error: error.toWire() })
    }
    return new Promise((resolve) => {
      this.#waiting.push({ group, bytes, resolve })
      this.#waitingBytes += bytes
      if (!this.#running) void this.#run()
    })
  }

  /** Resolves when the queue is idle. */
  async settled(): Promise<void> {
    if (!this.idle) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#waiting.length > 0) {
      const wait = this.#startedAt + this.#tick() - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      this.#startedAt = performance.now()
      await this.#store(this.#take())
    }
    this.#running = false
    const idle = this.#idle
    this.#idle = []
    for (const resolve of idle) resolve()
  }

  #take(): readonly Waiting[] {
    let bytes = 0
    const fits = this.#waiting.findIndex((waiting, i) => (bytes += waiting.bytes) > this.#maxBatch && i > 0)
    const batch = this.#waiting.splice(0, fits === -1 ? this.#waiting.length : fits)
    for (const waiting of batch) this.#waitingBytes -= waiting.bytes
    return batch
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    try {
      const { last } = await this.#append(batch.map(({ group }) => group))
      batch.forEach(({ resolve }, i) => resolve({ ok: true, last: last[i] ?? 0 }))
    } catch (cause) {
      const error = cause instanceof DrawbridgeError ? cause : new DrawbridgeError('INTERNAL')
      for (const { resolve } of batch) resolve({ ok: false, error: error.toWire() })
    }
  }
}
