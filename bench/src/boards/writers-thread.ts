import { setTimeout as wait } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { clock } from '../clock.ts'
import { atOnce } from '../load/at-once.ts'
import type { DelayParts } from '../load/delays.ts'
import { Delays } from '../load/delays.ts'
import { Hand } from '../load/hand.ts'
import { answerCalls } from '../threads/answer-calls.ts'
import type { Usage } from '../threads/thread-usage.ts'
import { UsageMeter } from '../threads/thread-usage.ts'
import { Writer } from './writer.ts'

/*
 * A thread that plays people who are each alone on a board.
 */
export interface WritersOptions {
  readonly seed: number
}

export interface WritersFigures extends Usage {
  /** From the pen's end of a stroke until it is stored; one for each. */
  readonly delays: DelayParts
}

const { seed } = workerData as WritersOptions
const usage = new UsageMeter()
const hand = new Hand(seed)
const writers: Writer[] = []
const connecting = 16
const pointsPerStroke = 20

const commands = {
  /** Makes so many boards, with one person on each. */
  async connect(url: string, boards: number): Promise<void> {
    await atOnce(connecting, Array.from({ length: boards }), async () => {
      writers.push(await Writer.open(url))
    })
  },

  /** Lets one board after the other write, evenly over the time; resolves when all of it is stored. */
  async write(perSecond: number, seconds: number): Promise<WritersFigures> {
    usage.begin()
    const delays = new Delays()
    const total = Math.round(perSecond * seconds)
    const stored: Promise<void>[] = []
    const start = clock()
    while (stored.length < total) {
      const due = Math.min(total, Math.floor(((clock() - start) / 1000) * perSecond))
      while (stored.length < due) {
        const writer = writers[stored.length % writers.length]
        if (!writer) throw new Error('nobody is there')
        const sent = clock()
        stored.push(writer.write(hand.stroke(pointsPerStroke)).then(() => delays.add(clock() - sent)))
      }
      await wait(2)
    }
    await Promise.all(stored)
    return { delays: delays.toParts(), ...usage.read() }
  },

  async close(): Promise<void> {
    for (const writer of writers) writer.close()
  },
}

export type WritersCommands = typeof commands

answerCalls(commands)
