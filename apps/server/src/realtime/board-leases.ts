import type { OpLog } from '../log/op-log.ts'
import type { HostedBoards } from './hosted-boards.ts'

/** As often as the log asks for it. Milliseconds. */
const renewEvery = 20_000

/** Says to the log which boards have connections here, so that no other instance puts them away as idle. */
export class BoardLeases {
  readonly #log: Pick<OpLog, 'keepHot'>
  readonly #timer: NodeJS.Timeout

  constructor(log: Pick<OpLog, 'keepHot'>, boards: Pick<HostedBoards, 'ids'>) {
    this.#log = log
    this.#timer = setInterval(() => this.renew(boards.ids), renewEvery).unref()
  }

  renew(boards: readonly string[]): void {
    // Without a lease a board may be put away under its people: that costs them a moment, no work, and the next round helps.
    if (boards.length > 0) this.#log.keepHot(boards).catch(() => undefined)
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
