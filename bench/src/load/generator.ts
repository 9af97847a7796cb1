import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { clock } from '../clock.ts'
import { samplesPerSecond } from './hand.ts'
import type { BoardTarget, ParticipantPlan } from './participant.ts'
import { Samples } from './samples.ts'
import { CalledThread } from '../threads/called-thread.ts'
import type { ThreadCommands } from './thread.ts'
import type { InkThreadFigures, ThreadOptions } from './thread-commands.ts'

const script = new URL('./thread.ts', import.meta.url)

/** Without anything more arriving for so long, what is missing will not come. Milliseconds. */
const patience = 4000

/**
 * Plays the people of a run in threads of its own: the drawers in one, so that they keep their pace however busy the rest
 * is, and the crowd spread over as many as there are cores left.
 */
export class Generator {
  readonly samples: Samples
  readonly #threads: readonly CalledThread<ThreadCommands>[]

  /** @param seconds how long will be drawn, at most, all times together */
  constructor(drawers: number, seconds: number) {
    const perDrawer = Math.ceil((seconds + 2) * samplesPerSecond)
    this.samples = new Samples(drawers, perDrawer)
    const options: ThreadOptions = { buffer: this.samples.buffer, drawers, perDrawer }
    const crowds = Math.max(1, availableParallelism() - 1)
    this.#threads = Array.from(
      { length: 1 + crowds },
      () => new CalledThread<ThreadCommands>(script, options),
    )
  }

  get crowds(): number {
    return this.#threads.length - 1
  }

  /** Resolves when all are on the board. */
  async connect(target: BoardTarget, plans: readonly ParticipantPlan[]): Promise<void> {
    const [drawing, ...crowds] = this.#threads
    const watching = plans.filter(({ drawer }) => drawer === undefined)
    await drawing?.call(
      'connect',
      target,
      plans.filter(({ drawer }) => drawer !== undefined),
    )
    await Promise.all(
      crowds.map((crowd, i) =>
        crowd.call(
          'connect',
          target,
          watching.filter((_, at) => at % crowds.length === i),
        ),
      ),
    )
  }

  /**
   * Draws for a while that does not count, then for the one that does; resolves when everything that counts has arrived,
   * or nothing comes any more. May be called again.
   * @param begin called when what counts begins
   * @returns how many samples count
   */
  async draw(warmUp: number, seconds: number, viewers: number, begin: () => Promise<void>): Promise<number> {
    await Promise.all(this.#threads.map((thread) => thread.call('forget')))
    const start = clock() + 20
    const from = start + warmUp * 1000
    this.samples.countFrom(from)
    const drawing = this.#threads[0]?.call('draw', start, from + seconds * 1000)
    await wait(Math.max(0, from - clock()))
    await Promise.all([...this.#threads.map((thread) => thread.call('begin')), begin()])
    await drawing
    const counted = this.#counted()
    await this.#arrived(counted * viewers)
    return counted
  }

  /** Of the drawing thread, then of the crowds. */
  async figures(): Promise<readonly InkThreadFigures[]> {
    return Promise.all(this.#threads.map((thread) => thread.call('figures')))
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.call('close')))
    await Promise.all(this.#threads.map((thread) => thread.end()))
  }

  #counted(): number {
    let counted = 0
    for (let drawer = 0; drawer < this.samples.drawers; drawer++) counted += this.samples.counted(drawer)
    return counted
  }

  async #arrived(expected: number): Promise<void> {
    let [last, since] = [-1, clock()]
    while (clock() - since < patience) {
      const delivered = await Promise.all(this.#threads.map((thread) => thread.call('delivered')))
      const total = delivered.reduce((sum, one) => sum + one, 0)
      if (total >= expected) return
      if (total > last) [last, since] = [total, clock()]
      await wait(20)
    }
  }
}
