import type { Limits } from '@drawbridge/protocol'
import type { AppendQueueOptions } from '../boards/append-queue.ts'
import { AppendQueue } from '../boards/append-queue.ts'
import type { OpLog } from '../log/op-log.ts'
import { emitLive } from './fan-out.ts'
import { GatheredBatches } from './gathered-batches.ts'
import { Looks } from './looks.ts'
import type { Rhythm } from './pace.ts'
import type { OtherInstances } from './presence.ts'
import { BoardPresence } from './presence.ts'
import type { SharedReads } from './shared-reads.ts'
import type { BoardNamespace } from './sockets.ts'
import { SubmitRate } from './submit-rate.ts'

/** What all boards of an instance have in common. */
export interface HostedBoardParts {
  readonly log: Pick<OpLog, 'read' | 'state'>
  readonly reads: SharedReads
  readonly limits: Limits
  /** See `Pace.of`. */
  readonly rhythm: (connections: number, hasOthers: boolean) => Rhythm
  readonly append: (
    board: string,
    ...args: Parameters<AppendQueueOptions['append']>
  ) => ReturnType<AppendQueueOptions['append']>
  /** Absent where this is the only instance. */
  readonly others: OtherInstances | undefined
}

/** A board that has connections here, and what this instance keeps for it: made when it is needed, as most boards rest. */
export class HostedBoard {
  readonly id: string
  readonly namespace: BoardNamespace
  /** The head that the connections know of, as far as this instance can tell. */
  announced: { readonly epoch: string; readonly head: number } | undefined
  /** When something happened on it for the last time. Milliseconds of `performance.now`. */
  usedAt = performance.now()
  readonly #parts: HostedBoardParts
  #live: GatheredBatches | undefined
  #queue: AppendQueue | undefined
  #presence: BoardPresence | undefined
  #looks: Looks | undefined
  #submitRate: SubmitRate | undefined
  /** The pace that the connections know of. */
  #toldPace: number | undefined

  constructor(id: string, namespace: BoardNamespace, parts: HostedBoardParts) {
    this.id = id
    this.namespace = namespace
    this.#parts = parts
    // Also before anyone has joined: what others say is for those who are about to.
    if (parts.others) this.#presence = new BoardPresence(namespace, parts.others, () => this.tellPace())
  }

  get queue(): AppendQueue {
    const { append } = this.#parts
    return (this.#queue ??= new AppendQueue({
      tick: () => this.#rhythm.tick,
      append: (groups) => append(this.id, groups),
    }))
  }

  /** For a client to submit more often than this, in milliseconds, is of no use. */
  get pace(): number {
    return this.#rhythm.pace
  }

  get #rhythm(): Rhythm {
    return this.#parts.rhythm(this.namespace.sockets.size, this.#presence?.knowsOthers ?? false)
  }

  /** To be called when the pace may be another: people came or went, or the load changed. Who has just come is told by the welcome. */
  tellPace(): void {
    const { pace } = this
    if (pace === this.#toldPace) return
    const isFirst = this.#toldPace === undefined
    this.#toldPace = pace
    if (!isFirst) this.namespace.local.emit('pace', pace)
  }

  get looks(): Looks {
    return (this.#looks ??= new Looks(this.#parts.log, this.#parts.reads, this.id))
  }

  get submitRate(): SubmitRate {
    return (this.#submitRate ??= new SubmitRate(this.#parts.limits, performance.now()))
  }

  get presence(): BoardPresence {
    return (this.#presence ??= new BoardPresence(this.namespace, undefined))
  }

  /** What an instance has stored, this one or another, is told to the connections here within a tick. */
  tell(batch: string): void {
    this.#live ??= new GatheredBatches({
      tick: () => this.#rhythm.tick,
      send: (batches) => emitLive(this.namespace, batches),
    })
    this.#live.add(batch)
  }

  /** What is still to be told is told now, to those who get live entries now. */
  flushLive(): void {
    this.#live?.flush()
  }

  /** To be called every `repeatEvery` ms, see there. */
  repeatPresence(): void {
    this.#presence?.repeat()
    // Other instances that fell silent have nobody any more.
    this.tellPace()
  }

  /** Something waits to be stored, or is being stored. */
  get isStoring(): boolean {
    return this.#queue !== undefined && !this.#queue.idle
  }

  /** Resolves when nothing is being stored. */
  async settled(): Promise<void> {
    await this.#queue?.settled()
  }

  close(): void {
    this.#presence?.close()
    this.#live?.close()
  }
}
