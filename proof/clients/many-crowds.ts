import type { CreatedBoard } from '@drawbridge/client'
import { createBoard } from '@drawbridge/client'
import { until } from '@drawbridge/testkit'
import { Crowd } from './crowd.ts'
import type { CrowdReport, Seats } from './crowd-messages.ts'
import type { BoardRecords } from './judge.ts'
import { readDocument } from './judge.ts'
import type { Pace } from './pace.ts'

export interface CrowdsOptions {
  readonly boards: number
  readonly clientsPerBoard: number
  /** Entries that all clients together submit in a second. */
  readonly perSecond: number
  /** Threads that the clients share. */
  readonly crowds: number
}

/** What all of them saw. */
export interface CrowdsReport extends Pick<CrowdReport, 'gaps' | 'acknowledgeDelays' | 'errors'> {
  readonly records: readonly BoardRecords[]
  readonly paces: readonly Pace[]
}

/** Crowds that draw together on boards of their own, each board's people shared out among them. */
export class Crowds {
  readonly #url: string
  readonly #crowds: readonly Crowd[]
  readonly boards: readonly CreatedBoard[]
  #drawing: readonly Promise<Pace>[] = []

  private constructor(url: string, crowds: readonly Crowd[], boards: readonly CreatedBoard[]) {
    this.#url = url
    this.#crowds = crowds
    this.boards = boards
  }

  /** Makes the boards and lets everyone open theirs. */
  static async open(
    url: string,
    { boards: count, clientsPerBoard, crowds: threads }: CrowdsOptions,
  ): Promise<Crowds> {
    const boards: CreatedBoard[] = []
    for (let i = 0; i < count; i++) boards.push(await createBoard({ url, title: `Board ${i}` }))
    const crowds = new Crowds(
      url,
      Array.from({ length: threads }, () => new Crowd()),
      boards,
    )
    try {
      await Promise.all(
        crowds.#crowds.map((crowd, k) => {
          const seats: Seats[] = boards.map(({ id, keys }, b) => ({
            boardId: id,
            key: keys.editor,
            names: Array.from({ length: clientsPerBoard }, (_, i) => `client ${i} of board ${b}`).filter(
              (_, i) => i % threads === k,
            ),
          }))
          return crowd.ask('open', { url, seats })
        }),
      )
    } catch (error) {
      await crowds.end()
      throw error
    }
    return crowds
  }

  /** They draw until `rest`. @param perSecond entries of all together */
  draw(perSecond: number): void {
    this.#drawing = this.#crowds.map((crowd, k) =>
      crowd.ask('draw', { perSecond: perSecond / this.#crowds.length, seed: k + 1 }),
    )
    // Who ends them before they rest has another error to tell.
    for (const drawing of this.#drawing) drawing.catch(() => undefined)
  }

  /** Stops drawing, waits until everyone has saved everything, is live, and has what the log has; then says what they saw. */
  async rest(): Promise<CrowdsReport> {
    await Promise.all(this.#crowds.map((crowd) => crowd.ask('stop')))
    const paces = await Promise.all(this.#drawing)
    await this.#settle()
    const reports = await Promise.all(this.#crowds.map((crowd) => crowd.ask('report')))
    return {
      paces,
      gaps: reports.flatMap(({ gaps }) => gaps),
      acknowledgeDelays: reports.flatMap(({ acknowledgeDelays }) => acknowledgeDelays),
      errors: reports.flatMap(({ errors }) => errors),
      records: this.boards.map((created) => ({
        created,
        clients: reports.flatMap(({ histories }) => histories[created.id] ?? []),
      })),
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#crowds.map((crowd) => crowd.end()))
  }

  async #settle(): Promise<void> {
    let state = ''
    await until(
      async () => {
        const progress = await Promise.all(this.#crowds.map((crowd) => crowd.ask('progress')))
        const waiting = progress.reduce((sum, one) => sum + one.waiting, 0)
        const away = progress.flatMap((one) => one.away)
        state = `${waiting} entries wait, not live: ${away.join(', ')}`
        if (waiting > 0 || away.length > 0) return false
        const heads = await Promise.all(
          this.boards.map(async (board) => ({
            id: board.id,
            head: (await readDocument(this.#url, board)).seq,
          })),
        )
        state = 'someone lacks entries'
        return heads.every(({ id, head }) => progress.every(({ seqs }) => (seqs[id] ?? Infinity) >= head))
      },
      () => `everyone at ${this.#url} has everything: ${state}`,
      60_000,
    )
  }
}
