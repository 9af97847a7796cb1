import { atOnce } from '../load/at-once.ts'
import type { BoardTarget } from '../load/participant.ts'
import { tokenFor } from '../load/session.ts'
import { answerCalls } from '../threads/answer-calls.ts'
import type { Usage } from '../threads/thread-usage.ts'
import { UsageMeter } from '../threads/thread-usage.ts'
import type { Return } from './returner.ts'
import { Returner } from './returner.ts'

/*
 * A thread that plays people who watch a board, and come back to it.
 */
export interface ReturnersFigures extends Usage {
  readonly returns: readonly Return[]
}

const usage = new UsageMeter()
const returners: Returner[] = []
const connecting = 16

const commands = {
  async connect(target: BoardTarget, people: number): Promise<void> {
    const token = await tokenFor(target)
    await atOnce(connecting, Array.from({ length: people }), async () => {
      const returner = new Returner(target, token)
      await returner.open()
      returners.push(returner)
    })
  },

  /** Figures are from here on. */
  async begin(): Promise<void> {
    usage.begin()
  },

  /** All connections are lost in one moment. */
  async drop(): Promise<void> {
    for (const returner of returners) returner.drop()
  },

  /** How many ways back were gone to the end. */
  async returned(): Promise<number> {
    return returners.reduce((sum, { returns }) => sum + returns.length, 0)
  },

  /** Resolves when everyone has everything up to this entry. Throws when something is missing, or came twice. */
  async settle(head: number): Promise<ReturnersFigures> {
    const spent = usage.read()
    await Promise.all(returners.map((returner) => returner.reach(head)))
    for (const returner of returners) returner.check()
    return { returns: returners.flatMap(({ returns }) => returns), ...spent }
  },

  async close(): Promise<void> {
    for (const returner of returners) returner.close()
  },
}

export type ReturnersCommands = typeof commands

answerCalls(commands)
