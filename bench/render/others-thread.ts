import { setTimeout as wait } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { samplesPerSecond } from '../src/load/hand.ts'
import type { BoardTarget } from '../src/load/participant.ts'
import { tokenFor } from '../src/load/session.ts'
import { answerCalls } from '../src/threads/answer-calls.ts'
import type { Sheet } from './drawer.ts'
import { Drawer } from './drawer.ts'
import type { InputTimes } from './input.ts'
import type { WritingPlace } from './placed-hand.ts'
import { samplesAtOnce } from './placed-hand.ts'

/*
 * A thread that plays people who draw on one board: what drives the browser does not make their hands late.
 */
export interface OthersOptions {
  readonly target: BoardTarget
  readonly places: readonly WritingPlace[]
  readonly sheet: Sheet
}

export interface Drawn extends InputTimes {
  readonly strokes: number
  readonly top: string | null
}

const { target, places, sheet } = workerData as OthersOptions
const drawers: Drawer[] = []

const commands = {
  /** Resolves when all are welcome. */
  async connect(): Promise<void> {
    const admission = { ...target, token: await tokenFor(target) }
    for (const [i, place] of places.entries()) drawers.push(await Drawer.open(admission, i + 1, place, sheet))
  },

  /** Everybody draws, each a little after the one before; resolves when it is stored. */
  async draw(seconds: number): Promise<Drawn> {
    const strokes = () => drawers.reduce((sum, drawer) => sum + drawer.strokes, 0)
    const before = strokes()
    const rounds = Math.round((seconds * samplesPerSecond) / samplesAtOnce)
    const done = drawers.map(() => 0)
    const start = performance.now()
    const first = Date.now()
    let last = first
    while (done.some((count) => count < rounds)) {
      const passed = ((performance.now() - start) / 1000) * (samplesPerSecond / samplesAtOnce)
      drawers.forEach((drawer, i) => {
        const due = Math.min(rounds, Math.floor(passed + 1 - i / drawers.length))
        for (; (done[i] ?? 0) < due; done[i] = (done[i] ?? 0) + 1) {
          drawer.draw(samplesAtOnce)
          last = Date.now()
        }
      })
      await wait(2)
    }
    await Promise.all(drawers.map((drawer) => drawer.stored()))
    return { first, last, strokes: strokes() - before, top: sheet.top }
  },

  async close(): Promise<void> {
    for (const drawer of drawers) drawer.close()
  },
}

export type OthersCommands = typeof commands

answerCalls(commands)
