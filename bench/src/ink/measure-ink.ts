import { createBoard } from '@drawbridge/client'
import { Delays } from '../load/delays.ts'
import { Generator } from '../load/generator.ts'
import type { BoardTarget, ParticipantKind, ParticipantPlan, System } from '../load/participant.ts'
import type { EventLoopLag } from '../systems/event-loop-lag.ts'
import { worstLag } from '../systems/event-loop-lag.ts'
import type { MeasuredSystem } from '../systems/measured-system.ts'
import type { Spending } from '../systems/spending.ts'
import { serverMemory, spent, spentBetween } from '../systems/spending.ts'
import { usageOfAll } from '../threads/thread-usage.ts'

export interface InkLoad {
  readonly clients: number
  readonly drawers: number
  /** Seconds of drawing before the part that counts: by then everything is compiled and all buffers have their size. */
  readonly warmUp: number
  /** Drawing that counts. */
  readonly seconds: number
  /** With what those watch who do not draw. */
  readonly viewers: 'sdk' | 'bare'
}

/** One run. Times in milliseconds, sizes in bytes. */
export interface InkFigures {
  readonly sampled: number
  readonly expected: number
  readonly delivered: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  /** The same at the drawers alone, whose thread has little else to do. */
  readonly p99AtDrawers: number
  readonly cpu: Spending
  /** From servers to clients, and back. */
  readonly down: number
  readonly up: number
  /** Packets with ink that one viewer got; NaN where none is bare. */
  readonly livePackets: number
  readonly seconds: number
  readonly memoryIdle: number
  readonly memoryPerClient: number
  /** The worst of the instances; absent where the server does not tell. */
  readonly lag: EventLoopLag | undefined
  /** Of the generator's busiest thread. */
  readonly generatorBusy: number
  readonly generatorLag: number
}

/** Real clients in each thread of the crowd where the rest is bare: they say what the entries are, and check the rest. */
const realOnes = 2

function plansFor({ clients, drawers, viewers }: InkLoad, system: System, crowds: number): ParticipantPlan[] {
  return Array.from({ length: clients }, (_, index) => {
    if (index < drawers) return { index, drawer: index, kind: system === 'drawbridge' ? 'sdk' : system }
    const isReal = viewers === 'sdk' || index - drawers < realOnes * crowds
    const kind: ParticipantKind = system !== 'drawbridge' ? system : isReal ? 'sdk' : 'bare'
    return { index, kind }
  })
}

async function targetOn(url: string, system: System): Promise<BoardTarget> {
  if (system !== 'drawbridge') return { url, boardId: '', key: '' }
  const { id, keys } = await createBoard({ url, title: 'Ink' })
  return { url, boardId: id, key: keys.editor }
}

/** Lets some draw and all watch, on one board of a system that nobody else uses. */
export async function measureInk(
  measured: MeasuredSystem,
  system: System,
  load: InkLoad,
): Promise<InkFigures> {
  const { clients, drawers, warmUp, seconds } = load
  const memoryIdle = serverMemory(measured)
  const generator = new Generator(drawers, warmUp + seconds)
  try {
    const target = await targetOn(measured.url, system)
    await generator.connect(target, plansFor(load, system, generator.crowds))
    const memoryPerClient = (serverMemory(measured) - memoryIdle) / clients
    let before = spent(measured)
    const sampled = await generator.draw(warmUp, seconds, clients - 1, async () => {
      before = spent(measured)
      // Asking begins its new span.
      await worstLag(measured)
    })
    const cpu = spentBetween(before, spent(measured))
    const lag = await worstLag(measured)
    const threads = await generator.figures()
    const usage = usageOfAll(threads)
    const delays = new Delays()
    const atDrawers = new Delays()
    threads.forEach((thread, i) => {
      delays.merge(thread.delays)
      if (i === 0) atDrawers.merge(thread.delays)
    })
    return {
      sampled,
      expected: sampled * (clients - 1),
      delivered: delays.total,
      p50: delays.quantile(0.5),
      p95: delays.quantile(0.95),
      p99: delays.quantile(0.99),
      max: delays.max,
      p99AtDrawers: atDrawers.quantile(0.99),
      cpu,
      down: usage.read,
      up: usage.written,
      livePackets: threads.find(({ livePackets }) => !Number.isNaN(livePackets))?.livePackets ?? NaN,
      seconds,
      memoryIdle,
      memoryPerClient,
      lag,
      generatorBusy: usage.busy,
      generatorLag: usage.lag99,
    }
  } finally {
    await generator.close()
  }
}
