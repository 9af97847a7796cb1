import type { LogState, OpLog } from '../log/op-log.ts'
import type { HostedBoard } from './hosted-board.ts'
import type { Everything } from './round.ts'
import { Round } from './round.ts'

/** Boards on which something happened lately. Milliseconds. */
const busyRound = 5000
/** All boards: on the others nothing should have happened. Milliseconds. */
const quietRound = 30_000
/** A board is busy for so long after something happened. Milliseconds. */
const busyFor = 10_000
/** Boards that are asked for in one call when all are. */
const askTogether = 500

export interface HeadAnnouncerParts {
  readonly log: Pick<OpLog, 'states'>
  readonly boards: Everything<HostedBoard>
  /** What is stored may get lost on its way to this instance. If not, every board counts as quiet. */
  readonly mayMiss: boolean
  /** Told of a board whose log goes less far than it did. */
  readonly lostItsEnd: (board: string) => void
}

/**
 * Tells connections how far their logs go, so that a client that missed the last entries before a silence learns of it.
 */
export class HeadAnnouncer {
  readonly #parts: HeadAnnouncerParts
  readonly #busy = new Set<HostedBoard>()
  readonly #rounds: readonly Round<HostedBoard>[]
  /** A round that was to tell everyone has failed. */
  #owed = false

  constructor(parts: HeadAnnouncerParts) {
    this.#parts = parts
    const { boards } = parts
    this.#rounds = [
      new Round(boards, quietRound, (some) => void this.#goOn(some)),
      new Round(this.#busy, busyRound, (some) => void this.#goOn(some)),
    ]
  }

  /** Something happens on a board. @param head as far as the log is known to go and the connections have been told, if it is */
  used(board: HostedBoard, head?: number): void {
    if (!this.#parts.mayMiss) {
      // What this process stored it has also told.
      if (head !== undefined && board.announced) board.announced = { ...board.announced, head }
      return
    }
    board.usedAt = performance.now()
    this.#busy.add(board)
  }

  /** The board has no connections any more. */
  forget(board: HostedBoard): void {
    this.#busy.delete(board)
  }

  /** Tells the head to everyone, also where it has not moved since it was last announced. */
  async announceAll(): Promise<void> {
    this.#owed = false
    const boards = [...this.#parts.boards.values()]
    for (let at = 0; at < boards.length; at += askTogether)
      if (!(await this.#announce(boards.slice(at, at + askTogether), true))) {
        this.#owed = true
        return
      }
  }

  close(): void {
    for (const round of this.#rounds) round.close()
  }

  async #goOn(boards: readonly HostedBoard[]): Promise<void> {
    const now = performance.now()
    for (const board of boards) if (now - board.usedAt > busyFor) this.#busy.delete(board)
    if (this.#owed) await this.announceAll()
    else await this.#announce(boards, false)
  }

  /** @returns whether the log answered */
  async #announce(boards: readonly HostedBoard[], toAll: boolean): Promise<boolean> {
    // As known before the question: a log never goes back, so an answer below it is the truth about another log.
    const before = boards.map(({ announced }) => announced)
    let states: ReadonlyMap<string, LogState>
    try {
      states = await this.#parts.log.states(boards.map(({ id }) => id))
    } catch {
      // The next round says it; whoever submits or reads meanwhile hears that the log is down.
      return false
    }
    boards.forEach((board, i) => {
      const state = states.get(board.id)
      if (!state) return
      const { epoch, head, mark } = state
      const known = before[i]
      if (known?.epoch === epoch && head < known.head) this.#parts.lostItsEnd(board.id)
      if (!toAll && board.announced?.epoch === epoch && board.announced.head === head) return
      board.announced = { epoch, head }
      board.namespace.local.emit('head', epoch, head, mark)
    })
    return true
  }
}
