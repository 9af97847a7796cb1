import type { OpLog } from '../log/op-log.ts'
import type { HostedBoard, HostedBoards } from './hosted-boards.ts'

const announceEvery = 5000

/**
 * Tells connections how far their logs go, so that a client that missed the last entries before a silence learns of it.
 */
export class HeadAnnouncer {
  readonly #log: OpLog
  readonly #boards: HostedBoards
  readonly #timer: NodeJS.Timeout

  constructor(log: OpLog, boards: HostedBoards) {
    this.#log = log
    this.#boards = boards
    this.#timer = setInterval(() => void this.announce(false), announceEvery).unref()
  }

  /** @param all also where the head has not moved since it was last announced */
  async announce(all: boolean): Promise<void> {
    const { ids } = this.#boards
    if (ids.length === 0) return
    let states
    try {
      states = await this.#log.states(ids)
    } catch {
      // The next round says it; whoever submits or reads meanwhile hears that the log is down.
      return
    }
    for (const [id, { epoch, head, mark }] of states) {
      const board = this.#boards.get(id)
      if (board && (all || hasMoved(board, epoch, head))) {
        board.announced = { epoch, head }
        board.namespace.local.emit('head', epoch, head, mark)
      }
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }
}

function hasMoved({ announced }: HostedBoard, epoch: string, head: number): boolean {
  return announced?.epoch !== epoch || announced.head !== head
}
