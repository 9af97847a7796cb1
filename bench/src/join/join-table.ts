import type { Row } from '../figures-table.ts'
import { column, kibibytes, mebibytes, tenths, whole } from '../figures-table.ts'
import { median, quantile } from '../statistics.ts'
import type { Joined } from './joiner.ts'
import type { JoinFigures } from './measure-join.ts'

type Step = 'live' | 'session' | 'welcome' | 'snapshot' | 'tail'

const of = (joined: readonly Joined[], step: Step, share: number) =>
  quantile(
    joined.map((one) => one[step]),
    share,
  )
const total = (joined: readonly Joined[], what: (one: Joined) => number) =>
  joined.reduce((sum, one) => sum + what(one), 0)

const rows: readonly Row<JoinFigures>[] = [
  { title: 'joined', of: ({ joined }) => joined.length, show: whole },
  { title: 'live, one alone, p50, ms', of: (run) => of(run.alone, 'live', 0.5), show: whole },
  { title: 'live, p50, ms', of: (run) => of(run.joined, 'live', 0.5), show: whole },
  { title: 'live, p95, ms', of: (run) => of(run.joined, 'live', 0.95), show: whole },
  { title: 'live, p99, ms', of: (run) => of(run.joined, 'live', 0.99), show: whole },
  { title: 'live, max, ms', of: (run) => of(run.joined, 'live', 1), show: whole },
  { title: 'of it: session, p50, ms', of: (run) => of(run.joined, 'session', 0.5), show: whole },
  { title: 'of it: welcome, p50, ms', of: (run) => of(run.joined, 'welcome', 0.5), show: whole },
  { title: 'of it: snapshot, p50, ms', of: (run) => of(run.joined, 'snapshot', 0.5), show: whole },
  { title: 'of it: tail, p50, ms', of: (run) => of(run.joined, 'tail', 0.5), show: whole },
  {
    title: 'welcomed again for a newer snapshot',
    of: ({ joined }) => total(joined, ({ again }) => again),
    show: whole,
  },
  { title: 'snapshot, MiB', of: ({ snapshotBytes }) => snapshotBytes, show: mebibytes },
  {
    title: 'snapshot as it travels, MiB',
    of: ({ joined }) => median(joined.map(({ snapshotBytes }) => snapshotBytes)),
    show: mebibytes,
  },
  {
    title: 'entries read by each',
    of: ({ joined }) => total(joined, ({ entriesRead }) => entriesRead) / joined.length,
    show: whole,
  },
  { title: 'down per joiner, MiB', of: ({ down, joined }) => down / joined.length, show: mebibytes },
  { title: 'up per joiner, KiB', of: ({ up, joined }) => up / joined.length, show: kibibytes },
  {
    title: 'server CPU ms per joiner',
    of: (run) => (run.cpu.server / run.joined.length) * 1000,
    show: tenths,
  },
  { title: 'Redis CPU ms per joiner', of: (run) => (run.cpu.redis / run.joined.length) * 1000, show: tenths },
  {
    title: 'balancer CPU ms per joiner',
    of: (run) => (run.cpu.balancer / run.joined.length) * 1000,
    show: tenths,
  },
  { title: 'memory of the servers before, MiB', of: ({ memoryBefore }) => memoryBefore, show: mebibytes },
  { title: 'memory of the servers after, MiB', of: ({ memoryAfter }) => memoryAfter, show: mebibytes },
  { title: 'event loop lag p99, ms', of: ({ lag }) => lag?.p99 ?? NaN, show: tenths },
  { title: 'event loop lag max, ms', of: ({ lag }) => lag?.max ?? NaN, show: tenths },
  { title: 'at the drawers before, p99, ms', of: ({ drawersBefore }) => drawersBefore, show: tenths },
  { title: 'at the drawers meanwhile, p99, ms', of: ({ drawersDuring }) => drawersDuring, show: tenths },
  { title: 'generator: busiest thread, %', of: ({ generatorBusy }) => generatorBusy * 100, show: whole },
  { title: 'generator: lag p99, ms', of: ({ generatorLag }) => generatorLag, show: tenths },
]

export function joinColumn(runs: readonly JoinFigures[]): Record<string, string> {
  return column(rows, runs)
}
