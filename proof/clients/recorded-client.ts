import type { Operation } from '@drawbridge/board'
import type { BoardClient, OpenBoardOptions } from '@drawbridge/client'
import { openBoard } from '@drawbridge/client'
import type { ClientHistory, HistoryEvent } from '@drawbridge/testkit'
import { contentOf } from './content.ts'

/** A client of the SDK that keeps a record for the checker: what it submitted, what it was told, what it applied. */
export class RecordedClient {
  readonly name: string
  readonly board: BoardClient
  readonly events: HistoryEvent[] = []
  /** What the SDK reported as failed. */
  readonly errors: Error[] = []
  /** How many entries it submitted. */
  submitted = 0
  acknowledged = 0

  private constructor(name: string, board: BoardClient) {
    this.name = name
    this.board = board
    board.on('acknowledged', ({ n }) => {
      this.acknowledged = Math.max(this.acknowledged, n)
      this.events.push({ type: 'acknowledged', n })
    })
    board.on('entry', ({ seq, client, n }) => this.events.push({ type: 'applied', seq, client, n }))
    board.on('replaced', ({ seq }) => this.events.push({ type: 'replaced', seq }))
    board.on('error', (error) => this.errors.push(error))
  }

  static async open(name: string, options: OpenBoardOptions): Promise<RecordedClient> {
    const board = await openBoard({ ...options, name })
    const client = new RecordedClient(name, board)
    // What the log held before there was anyone to record it.
    if (board.seq > 0) client.events.push({ type: 'replaced', seq: board.seq })
    return client
  }

  submit(operations: readonly Operation[]): void {
    const n = this.board.submit(operations)
    this.#record(n, contentOf(operations))
  }

  /** Takes the newest own entry back; its inverse is the SDK's business, so its content is not known here. */
  undo(): boolean {
    return this.#recordIf(this.board.undo())
  }

  redo(): boolean {
    return this.#recordIf(this.board.redo())
  }

  history(): ClientHistory {
    const { name, board, events } = this
    return { name, client: board.clientId, events, hash: board.hash() }
  }

  #recordIf(done: boolean): boolean {
    if (done) this.#record(this.submitted + 1, undefined)
    return done
  }

  #record(n: number, content: string | undefined): void {
    this.submitted = n
    this.events.push({ type: 'submitted', n, content })
  }
}
