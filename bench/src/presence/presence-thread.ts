import { setTimeout as wait } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { clock } from '../clock.ts'
import { atOnce } from '../load/at-once.ts'
import { BoardSocket } from '../load/board-socket.ts'
import { Follower } from '../load/follower.ts'
import { samplesPerSecond } from '../load/hand.ts'
import type { BoardTarget } from '../load/participant.ts'
import { Receipts } from '../load/receipts.ts'
import { Samples } from '../load/samples.ts'
import { tokenFor } from '../load/session.ts'
import type { ThreadFigures, ThreadOptions } from '../load/thread-commands.ts'
import { answerCalls } from '../threads/answer-calls.ts'
import { UsageMeter } from '../threads/thread-usage.ts'
import { Mover, Observer } from './mover.ts'

/*
 * A thread that plays people whose pointers move, or who are there beside them.
 */
const { buffer, drawers, perDrawer } = workerData as ThreadOptions
const samples = new Samples(drawers, perDrawer, buffer)
const receipts = new Receipts(samples)
const usage = new UsageMeter()
const movers: Mover[] = []
const others: { close(): void }[] = []
const connecting = 16

const commands = {
  async connectMovers(target: BoardTarget): Promise<void> {
    await atOnce(connecting, [...Array(drawers).keys()], async (mover) => {
      movers.push(await Mover.open(target, mover, samples))
    })
  },

  /** @param observers with the real client, that notice what they see @param bare that take what comes */
  async connectOthers(target: BoardTarget, observers: number, bare: number): Promise<void> {
    const token = await tokenFor(target)
    await atOnce(connecting, Array.from({ length: observers }), async () => {
      others.push(
        await Observer.open(target, (mover, sample) => receipts.take(mover, sample, sample + 1, clock())),
      )
    })
    await atOnce(connecting, Array.from({ length: bare }), async () => {
      const socket = await BoardSocket.open({ ...target, token })
      new Follower(socket).begin(socket.welcome.head)
      others.push(socket)
    })
  },

  /** Figures are from here on. */
  async begin(): Promise<void> {
    usage.begin()
  },

  /** Moves all pointers, as often as screens sample them, until this moment of the clock. */
  async move(until: number): Promise<void> {
    const start = clock()
    for (let moved = 0; clock() < until;) {
      const due = Math.floor(((clock() - start) / 1000) * samplesPerSecond)
      for (; moved < due; moved++) for (const mover of movers) mover.move()
      await wait(2)
    }
  },

  async figures(): Promise<ThreadFigures> {
    return { delays: receipts.delays.toParts(), ...usage.read() }
  },

  async close(): Promise<void> {
    for (const one of [...movers, ...others]) one.close()
  },
}

export type PresenceCommands = typeof commands

answerCalls(commands)
