import { createBoard, openBoard } from '@drawbridge/client'
import { until } from '@drawbridge/testkit'
import { availableParallelism } from 'node:os'
import { Delays } from '../load/delays.ts'
import { Generator } from '../load/generator.ts'
import type { BoardTarget } from '../load/participant.ts'
import type { DrawbridgeSystem } from '../systems/drawbridge.ts'
import type { EventLoopLag } from '../systems/event-loop-lag.ts'
import { worstLag } from '../systems/event-loop-lag.ts'
import type { Spending } from '../systems/spending.ts'
import { serverMemory, spent, spentBetween } from '../systems/spending.ts'
import { CalledThread } from '../threads/called-thread.ts'
import { usageOfAll } from '../threads/thread-usage.ts'
import type { Return } from './returner.ts'
import type { ReturnersCommands } from './returners-thread.ts'

export interface ReconnectLoad {
  /** People who watch and come back. */
  readonly clients: number
  /** People who draw meanwhile, whatever happens. */
  readonly drawers: number
  /** `drop`: all who watch lose their connections. `kill`: an instance is killed, and started again. */
  readonly how: 'drop' | 'kill'
  /** Seconds of drawing before it happens. */
  readonly before: number
  /** Seconds of drawing from then on. */
  readonly seconds: number
}

/** One run. Times in milliseconds, sizes in bytes. */
export interface ReconnectFigures {
  readonly returns: readonly Return[]
  readonly sampled: number
  /** On the board as it is in the end; what was drawn while nobody could be reached is among them. */
  readonly kept: number
  /** Entries that the log has more, or less, than there were samples. */
  readonly surplus: number
  /** From sample to arrival at the other drawers: the longest tells for how long they were cut off. */
  readonly p99AtDrawers: number
  readonly maxAtDrawers: number
  readonly undelivered: number
  readonly cpu: Spending
  readonly down: number
  readonly up: number
  readonly memoryBefore: number
  readonly memoryAfter: number
  readonly lag: EventLoopLag | undefined
  readonly generatorBusy: number
  readonly generatorLag: number
}

const script = new URL('./returners-thread.ts', import.meta.url)
const backWithin = 60_000

/** Many lose their connections while some draw, on a system that nobody else uses. Throws when something was lost. */
export async function measureReconnect(
  measured: DrawbridgeSystem,
  { clients, drawers, how, before, seconds }: ReconnectLoad,
): Promise<ReconnectFigures> {
  const { id: boardId, keys } = await createBoard({ url: measured.url, title: 'Reconnect' })
  const target = { url: measured.url, boardId, key: keys.editor }
  const drawing = new Generator(drawers, before + seconds)
  const count = availableParallelism()
  const threads = Array.from({ length: count }, () => new CalledThread<ReturnersCommands>(script))
  try {
    await drawing.connect(
      target,
      Array.from({ length: drawers }, (_, index) => ({ index, drawer: index, kind: 'sdk' as const })),
    )
    await Promise.all(
      threads.map((thread, i) =>
        thread.call('connect', target, Math.floor(clients / count) + (i < clients % count ? 1 : 0)),
      ),
    )
    const memoryBefore = serverMemory(measured)
    let spentBefore = spent(measured)
    let broken: Promise<void> | undefined
    const sampled = await drawing.draw(before, seconds, drawers - 1, async () => {
      await Promise.all(threads.map((thread) => thread.call('begin')))
      // Asking begins its new span.
      await worstLag(measured)
      if (how === 'kill') await measured.killOne()
      else await Promise.all(threads.map((thread) => thread.call('drop')))
      spentBefore = spent(measured)
      broken = how === 'kill' ? measured.startAgain() : Promise.resolve()
      broken.catch(() => undefined)
    })
    await broken
    if (how === 'drop' || measured.parts.filter(({ role }) => role === 'server').length === 1)
      await until(
        async () => {
          const returned = await Promise.all(threads.map((thread) => thread.call('returned')))
          return returned.reduce((sum, one) => sum + one, 0) >= clients
        },
        () => 'everyone has come back',
        backWithin,
      )
    const cpu = spentBetween(spentBefore, spent(measured))
    const lag = await worstLag(measured)
    const everything = [...Array(drawers).keys()].reduce((sum, i) => sum + drawing.samples.count(i), 0)
    const { kept, head } = await finalBoard(target, everything)
    const figures = await Promise.all(threads.map((thread) => thread.call('settle', head)))
    const usage = usageOfAll(figures)
    const delays = new Delays()
    for (const thread of await drawing.figures()) delays.merge(thread.delays)
    return {
      returns: figures.flatMap(({ returns }) => returns),
      sampled: everything,
      kept,
      surplus: head - everything,
      p99AtDrawers: delays.quantile(0.99),
      maxAtDrawers: delays.max,
      undelivered: sampled * (drawers - 1) - delays.total,
      cpu,
      down: usage.read,
      up: usage.written,
      memoryBefore,
      memoryAfter: serverMemory(measured),
      lag,
      generatorBusy: usage.busy,
      generatorLag: usage.lag99,
    }
  } finally {
    await Promise.all([drawing.close(), ...threads.map((thread) => thread.call('close'))])
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

/** What someone sees who comes when all is over. @param expected points that were drawn */
async function finalBoard(
  { url, boardId, key }: BoardTarget,
  expected: number,
): Promise<{ readonly kept: number; readonly head: number }> {
  const board = await openBoard({ url, boardId, key, name: 'auditor' })
  const points = () =>
    board.elements.reduce((sum, element) => sum + (element.type === 'stroke' ? element.ink.length : 0), 0)
  try {
    // Who was cut off may still be sending what it drew meanwhile.
    await until(
      () => points() >= expected,
      () => `all of the ${expected} points are on the board, of which ${points()} are there`,
      backWithin,
    )
    return { kept: points(), head: board.seq }
  } finally {
    board.close()
  }
}
