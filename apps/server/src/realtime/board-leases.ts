import type { OpLog } from '../log/op-log.ts'
import type { HostedBoard } from './hosted-board.ts'
import type { Everything } from './round.ts'
import { Round } from './round.ts'

/** As often as the log asks for it. Milliseconds. */
const renewEvery = 20_000

/** Says to the log which boards have connections here, so that no other instance puts them away as idle. */
export class BoardLeases {
  readonly #log: Pick<OpLog, 'keepHot'>
  readonly #round: Round<HostedBoard>

  constructor(log: Pick<OpLog, 'keepHot'>, boards: Everything<HostedBoard>) {
    this.#log = log
    this.#round = new Round(boards, renewEvery, (some) => this.renew(some.map(({ id }) => id)))
  }

  renew(boards: readonly string[]): void {
    // Without a lease a board may be put away under its people: that costs them a moment, no work, and the next round helps.
    this.#log.keepHot(boards).catch(() => undefined)
  }

  close(): void {
    this.#round.close()
  }
}
