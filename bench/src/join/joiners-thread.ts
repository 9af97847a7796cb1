import { setTimeout as wait } from 'node:timers/promises'
import { clock } from '../clock.ts'
import type { BoardTarget } from '../load/participant.ts'
import { answerCalls } from '../threads/answer-calls.ts'
import type { Usage } from '../threads/thread-usage.ts'
import { UsageMeter } from '../threads/thread-usage.ts'
import type { Joined } from './joiner.ts'
import { Joiner } from './joiner.ts'
import { SnapshotChecks } from './snapshot-checks.ts'

/*
 * A thread that plays people who come to a board.
 */
export interface JoinersFigures extends Usage {
  readonly joined: readonly Joined[]
}

const usage = new UsageMeter()
const joiners: Joiner[] = []
const checks = new SnapshotChecks()

const commands = {
  /** Lets one come at each of these moments of the clock; resolves when all are live. They stay. */
  async join(target: BoardTarget, moments: readonly number[]): Promise<JoinersFigures> {
    usage.begin()
    const joined = await Promise.all(
      moments.map(async (moment) => {
        await wait(Math.max(0, moment - clock()))
        const joiner = new Joiner(target, checks)
        joiners.push(joiner)
        return joiner.join()
      }),
    )
    return { joined, ...usage.read() }
  },

  /** Throws when what came was not the board. */
  async verify(): Promise<ReturnType<SnapshotChecks['verify']>> {
    return checks.verify()
  },

  async close(): Promise<void> {
    for (const joiner of joiners) joiner.close()
  },
}

export type JoinersCommands = typeof commands

answerCalls(commands)
