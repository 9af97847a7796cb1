import type { OpLog } from '../log/op-log.ts'
import type { HostedBoard, HostedBoards } from './hosted-boards.ts'

const announceEvery = 5000

/**
 * Tells connections how far their logs go, so that a client that missed the last entries before a silence learns of it.
 */
export class HeadAnnouncer {
  readonly #log: OpLog
  readonly #boards: Pick<HostedBoards, 'ids' | 'get'>
  readonly #timer: NodeJS.Timeout
  /** A round that was to tell everyone has failed. */
  #owed = false
  readonly #lostItsEnd: (board: string) => void

  /** @param lostItsEnd told of a board whose log goes less far than it did */
  constructor(log: OpLog, boards: Pick<HostedBoards, 'ids' | 'get'>, lostItsEnd: (board: string) => void) {
    this.#log = log
    this.#boards = boards
    this.#lostItsEnd = lostItsEnd
    this.#timer = setInterval(() => void this.announce(false), announceEvery).unref()
  }

  /** @param toAll also where the head has not moved since it was last announced */
  async announce(toAll: boolean): Promise<void> {
    const all = toAll || this.#owed
    const { ids } = this.#boards
    if (ids.length === 0) return
    // As known before the question: a log never goes back, so an answer below it is the truth about another log.
    const known = new Map(ids.map((id) => [id, this.#boards.get(id)?.announced]))
    let states
    try {
      states = await this.#log.states(ids)
    } catch {
      // The next round says it; whoever submits or reads meanwhile hears that the log is down.
      this.#owed = all
      return
    }
    this.#owed = false
    for (const [id, { epoch, head, mark }] of states) {
      const board = this.#boards.get(id)
      const before = known.get(id)
      if (before?.epoch === epoch && head < before.head) this.#lostItsEnd(id)
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
