import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { Delays } from '../load/delays.ts'
import type { EventLoopLag } from '../systems/event-loop-lag.ts'
import { worstLag } from '../systems/event-loop-lag.ts'
import type { MeasuredSystem } from '../systems/measured-system.ts'
import { redisMemory } from '../systems/redis-memory.ts'
import type { Spending } from '../systems/spending.ts'
import { serverMemory, spent, spentBetween } from '../systems/spending.ts'
import { CalledThread } from '../threads/called-thread.ts'
import { usageOfAll } from '../threads/thread-usage.ts'
import type { WritersCommands, WritersOptions } from './writers-thread.ts'

export interface BoardsLoad {
  /** Boards, with one client on each. */
  readonly boards: number
  /** Strokes that all of them together put on their boards in a second. */
  readonly perSecond: number
  /** Seconds before anything is looked at: connecting leaves garbage. */
  readonly settling: number
  /** Seconds of writing before the part that counts: what is written first has code compiled. */
  readonly warmUp: number
  /** Writing that counts. */
  readonly seconds: number
  /** Nobody does anything for so long, between connecting and writing. */
  readonly silence: number
}

/** One run. Times in milliseconds, sizes in bytes. */
export interface BoardsFigures {
  readonly boards: number
  readonly messages: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  /** While they write. */
  readonly cpu: Spending
  /** Cores that are at work while nobody does anything. */
  readonly silent: Spending
  readonly seconds: number
  readonly down: number
  readonly up: number
  readonly memoryIdle: number
  readonly memoryConnected: number
  readonly memoryWritten: number
  readonly redisIdle: number
  readonly redisConnected: number
  readonly redisWritten: number
  readonly lag: EventLoopLag | undefined
  readonly generatorBusy: number
  readonly generatorLag: number
}

const script = new URL('./writers-thread.ts', import.meta.url)

/** Boards with one client on each, on a system that nobody else uses. */
export async function measureBoards(
  measured: MeasuredSystem,
  { boards, perSecond, settling, silence, warmUp, seconds }: BoardsLoad,
): Promise<BoardsFigures> {
  const count = Math.min(availableParallelism(), boards)
  const threads = Array.from(
    { length: count },
    (_, i) => new CalledThread<WritersCommands>(script, { seed: i + 1 } satisfies WritersOptions),
  )
  const write = (time: number) =>
    Promise.all(threads.map((thread) => thread.call('write', perSecond / count, time)))
  try {
    const memoryIdle = serverMemory(measured)
    const redisIdle = await redisMemory(measured)
    await Promise.all(
      threads.map((thread, i) => thread.call('connect', measured.url, share(boards, count, i))),
    )
    await wait(settling * 1000)

    const quiet = spent(measured)
    await wait(silence * 1000)
    const inSilence = spentBetween(quiet, spent(measured))
    const memoryConnected = serverMemory(measured)
    const redisConnected = await redisMemory(measured)

    await write(warmUp)
    // Asking begins its new span.
    await worstLag(measured)
    const before = spent(measured)
    const figures = await write(seconds)
    const cpu = spentBetween(before, spent(measured))
    const lag = await worstLag(measured)

    const delays = new Delays()
    for (const thread of figures) delays.merge(thread.delays)
    const usage = usageOfAll(figures)
    return {
      boards,
      messages: delays.total,
      p50: delays.quantile(0.5),
      p95: delays.quantile(0.95),
      p99: delays.quantile(0.99),
      max: delays.max,
      cpu,
      silent: {
        server: inSilence.server / silence,
        redis: inSilence.redis / silence,
        balancer: inSilence.balancer / silence,
      },
      seconds,
      down: usage.read,
      up: usage.written,
      memoryIdle,
      memoryConnected,
      memoryWritten: serverMemory(measured),
      redisIdle,
      redisConnected,
      redisWritten: await redisMemory(measured),
      lag,
      generatorBusy: usage.busy,
      generatorLag: usage.lag99,
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.call('close')))
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

/** How many of them the one of so many gets. */
function share(all: number, of: number, one: number): number {
  return Math.floor(all / of) + (one < all % of ? 1 : 0)
}
