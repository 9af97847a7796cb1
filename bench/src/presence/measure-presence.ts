import { createBoard } from '@drawbridge/client'
import { setTimeout as wait } from 'node:timers/promises'
import { clock } from '../clock.ts'
import { Delays } from '../load/delays.ts'
import { samplesPerSecond } from '../load/hand.ts'
import { Samples } from '../load/samples.ts'
import type { ThreadOptions } from '../load/thread-commands.ts'
import type { EventLoopLag } from '../systems/event-loop-lag.ts'
import { worstLag } from '../systems/event-loop-lag.ts'
import type { MeasuredSystem } from '../systems/measured-system.ts'
import type { Spending } from '../systems/spending.ts'
import { serverMemory, spent, spentBetween } from '../systems/spending.ts'
import { CalledThread } from '../threads/called-thread.ts'
import type { Usage } from '../threads/thread-usage.ts'
import type { PresenceCommands } from './presence-thread.ts'

export interface PresenceLoad {
  /** All who are there. */
  readonly clients: number
  /** Those of them whose pointers move. */
  readonly movers: number
  /** Seconds of moving before the part that counts. */
  readonly warmUp: number
  readonly seconds: number
}

/** One run. Times in milliseconds, sizes in bytes. */
export interface PresenceFigures {
  readonly seconds: number
  readonly clients: number
  readonly movers: number
  /** Places of a pointer that one of those who look on has seen, on average. */
  readonly seen: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  readonly cpu: Spending
  /** To those who only look on, each. */
  readonly downEach: number
  /** From those who move, each. */
  readonly upEach: number
  readonly memoryIdle: number
  readonly memoryConnected: number
  readonly lag: EventLoopLag | undefined
  readonly generatorBusy: number
  readonly generatorLag: number
}

const script = new URL('./presence-thread.ts', import.meta.url)
/** With the real client. */
const observers = 2

/** Some move their pointers on a board and everyone looks on, on a system that nobody else uses. */
export async function measurePresence(
  measured: MeasuredSystem,
  { clients, movers, warmUp, seconds }: PresenceLoad,
): Promise<PresenceFigures> {
  const memoryIdle = serverMemory(measured)
  const perDrawer = Math.ceil((warmUp + seconds + 2) * samplesPerSecond)
  const samples = new Samples(movers, perDrawer)
  const options: ThreadOptions = { buffer: samples.buffer, drawers: movers, perDrawer }
  const moving = new CalledThread<PresenceCommands>(script, options)
  const watching = new CalledThread<PresenceCommands>(script, options)
  const watchers = clients - movers
  try {
    const { id: boardId, keys } = await createBoard({ url: measured.url, title: 'Presence' })
    const target = { url: measured.url, boardId, key: keys.editor }
    await moving.call('connectMovers', target)
    await watching.call('connectOthers', target, observers, watchers - observers)
    const memoryConnected = serverMemory(measured)

    const from = clock() + warmUp * 1000
    const until = from + seconds * 1000
    samples.countFrom(from)
    const moved = moving.call('move', until)
    await wait(Math.max(0, from - clock()))
    await Promise.all([moving.call('begin'), watching.call('begin'), worstLag(measured)])
    const before = spent(measured)
    await moved
    const cpu = spentBetween(before, spent(measured))
    const lag = await worstLag(measured)
    const [movingFigures, figures] = await Promise.all([moving.call('figures'), watching.call('figures')])
    const delays = new Delays()
    delays.merge(figures.delays)
    const threads: readonly Usage[] = [movingFigures, figures]
    return {
      seconds,
      clients,
      movers,
      seen: delays.total / observers,
      p50: delays.quantile(0.5),
      p95: delays.quantile(0.95),
      p99: delays.quantile(0.99),
      max: delays.max,
      cpu,
      downEach: figures.read / watchers,
      upEach: movingFigures.written / movers,
      memoryIdle,
      memoryConnected,
      lag,
      generatorBusy: Math.max(...threads.map(({ busy }) => busy)),
      generatorLag: Math.max(...threads.map(({ lag99 }) => lag99)),
    }
  } finally {
    await Promise.all([moving.call('close'), watching.call('close')])
    await Promise.all([moving.end(), watching.end()])
  }
}
