import { availableParallelism } from 'node:os'
import { clock } from '../clock.ts'
import { Delays } from '../load/delays.ts'
import { Generator } from '../load/generator.ts'
import type { BoardTarget } from '../load/participant.ts'
import type { EventLoopLag } from '../systems/event-loop-lag.ts'
import { worstLag } from '../systems/event-loop-lag.ts'
import type { MeasuredSystem } from '../systems/measured-system.ts'
import type { Spending } from '../systems/spending.ts'
import { serverMemory, spent, spentBetween } from '../systems/spending.ts'
import { CalledThread } from '../threads/called-thread.ts'
import type { Usage } from '../threads/thread-usage.ts'
import { usageOfAll } from '../threads/thread-usage.ts'
import type { Joined } from './joiner.ts'
import type { JoinersCommands } from './joiners-thread.ts'
import { makeLargeBoard } from './large-board.ts'

export interface JoinLoad {
  readonly joiners: number
  /** Seconds over which they come, evenly. */
  readonly within: number
  readonly strokes: number
  readonly points: number
  /** People who draw on the board all the time. */
  readonly drawers: number
  /** Seconds of drawing before the part that counts. */
  readonly warmUp: number
  /** Seconds of drawing alone, to compare with. */
  readonly before: number
}

/** One run. Times in milliseconds, sizes in bytes. */
export interface JoinFigures {
  /** One after another, before the storm. */
  readonly alone: readonly Joined[]
  readonly joined: readonly Joined[]
  /** Of a snapshot, when it is no longer compressed. */
  readonly snapshotBytes: number
  readonly cpu: Spending
  readonly down: number
  readonly up: number
  readonly memoryBefore: number
  readonly memoryAfter: number
  readonly lag: EventLoopLag | undefined
  /** At the drawers, from sample to arrival, while nobody comes. */
  readonly drawersBefore: number
  readonly drawersDuring: number
  readonly undelivered: number
  readonly generatorBusy: number
  readonly generatorLag: number
}

const script = new URL('./joiners-thread.ts', import.meta.url)
const alone = 5
/** Seconds that are drawn after the last one came. */
const after = 2

/** Many come at once to a large board that people draw on, on a system that nobody else uses. */
export async function measureJoin(measured: MeasuredSystem, load: JoinLoad): Promise<JoinFigures> {
  const { joiners, within, strokes, points, drawers, warmUp, before } = load
  const target = await makeLargeBoard(measured.url, strokes, points)
  const drawing = new Generator(drawers, warmUp + before + within + after)
  const threads = Array.from(
    { length: availableParallelism() },
    () => new CalledThread<JoinersCommands>(script),
  )
  try {
    await drawing.connect(
      target,
      Array.from({ length: drawers }, (_, index) => ({ index, drawer: index, kind: 'sdk' as const })),
    )
    const sampledBefore = await drawing.draw(warmUp, before, drawers - 1, async () => undefined)
    const calm = await atDrawers(drawing)
    const lone = await joinAlone(threads[0], target)

    const memoryBefore = serverMemory(measured)
    let storm: Promise<StormFigures> | undefined
    const sampledDuring = await drawing.draw(0, within + after, drawers - 1, async () => {
      storm = joinAtOnce(measured, threads, target, joiners, within)
      // A failure is told where it is waited for.
      storm.catch(() => undefined)
    })
    const figures = await storm
    if (!figures) throw new Error('nobody came')
    const during = await atDrawers(drawing)
    const memoryAfter = serverMemory(measured)
    const checks = await Promise.all(threads.map((thread) => thread.call('verify')))
    const fewest = Math.min(...checks.map(({ fewestElements }) => fewestElements))
    if (fewest < strokes * 0.9) throw new Error(`a snapshot holds ${fewest} of ${strokes} strokes`)
    const expected = (sampledBefore + sampledDuring) * (drawers - 1)
    return {
      alone: lone,
      ...figures,
      snapshotBytes: Math.max(...checks.map(({ decodedBytes }) => decodedBytes)),
      memoryBefore,
      memoryAfter,
      drawersBefore: calm.p99,
      drawersDuring: during.p99,
      undelivered: expected - calm.delivered - during.delivered,
    }
  } finally {
    await Promise.all([drawing.close(), ...threads.map((thread) => thread.call('close'))])
    await Promise.all(threads.map((thread) => thread.end()))
  }
}

async function atDrawers(drawing: Generator): Promise<{ readonly p99: number; readonly delivered: number }> {
  const delays = new Delays()
  for (const thread of await drawing.figures()) delays.merge(thread.delays)
  return { p99: delays.quantile(0.99), delivered: delays.total }
}

async function joinAlone(
  thread: CalledThread<JoinersCommands> | undefined,
  target: BoardTarget,
): Promise<readonly Joined[]> {
  const all: Joined[] = []
  for (let i = 0; i < alone; i++) all.push(...((await thread?.call('join', target, [clock()]))?.joined ?? []))
  return all
}

type StormFigures = Pick<
  JoinFigures,
  'joined' | 'cpu' | 'lag' | 'down' | 'up' | 'generatorBusy' | 'generatorLag'
>

async function joinAtOnce(
  measured: MeasuredSystem,
  threads: readonly CalledThread<JoinersCommands>[],
  target: BoardTarget,
  joiners: number,
  within: number,
): Promise<StormFigures> {
  const start = clock() + 50
  const moments = Array.from({ length: joiners }, (_, i) => start + (i / joiners) * within * 1000)
  // Asking begins its new span.
  await worstLag(measured)
  const before = spent(measured)
  const figures = await Promise.all(
    threads.map((thread, i) =>
      thread.call(
        'join',
        target,
        moments.filter((_, at) => at % threads.length === i),
      ),
    ),
  )
  const usage: Usage = usageOfAll(figures)
  return {
    joined: figures.flatMap(({ joined }) => joined),
    cpu: spentBetween(before, spent(measured)),
    lag: await worstLag(measured),
    down: usage.read,
    up: usage.written,
    generatorBusy: usage.busy,
    generatorLag: usage.lag99,
  }
}
