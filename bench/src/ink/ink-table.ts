import type { Row } from '../figures-table.ts'
import {
  column,
  generatorDoubts,
  kibibytes,
  mebibytes,
  ratioOfPairs,
  tenths,
  whole,
} from '../figures-table.ts'
import { totalOf } from '../systems/spending.ts'
import type { InkFigures } from './measure-ink.ts'

const perMillion = (cpu: number, { delivered }: InkFigures) => (cpu / delivered) * 1e6

const rows: readonly Row<InkFigures>[] = [
  { title: 'latency p50, ms', of: ({ p50 }) => p50, show: tenths },
  { title: 'latency p95, ms', of: ({ p95 }) => p95, show: tenths },
  { title: 'latency p99, ms', of: ({ p99 }) => p99, show: tenths },
  { title: 'latency max, ms', of: ({ max }) => max, show: tenths },
  { title: 'latency p99 at the drawers, ms', of: ({ p99AtDrawers }) => p99AtDrawers, show: tenths },
  {
    title: 'server CPU s per million delivered points',
    of: (run) => perMillion(run.cpu.server, run),
    show: tenths,
  },
  { title: 'Redis CPU s per million', of: (run) => perMillion(run.cpu.redis, run), show: tenths },
  { title: 'balancer CPU s per million', of: (run) => perMillion(run.cpu.balancer, run), show: tenths },
  { title: 'bytes down per delivered point', of: ({ down, delivered }) => down / delivered, show: tenths },
  { title: 'bytes up per sampled point', of: ({ up, sampled }) => up / sampled, show: tenths },
  {
    title: 'packets to a viewer, a second',
    of: ({ livePackets, seconds }) => livePackets / seconds,
    show: tenths,
  },
  { title: 'memory of the servers, idle, MiB', of: ({ memoryIdle }) => memoryIdle, show: mebibytes },
  { title: 'memory per client, KiB', of: ({ memoryPerClient }) => memoryPerClient, show: kibibytes },
  { title: 'event loop lag p99, ms', of: ({ lag }) => lag?.p99 ?? NaN, show: tenths },
  { title: 'event loop lag max, ms', of: ({ lag }) => lag?.max ?? NaN, show: tenths },
  { title: 'generator: busiest thread, %', of: ({ generatorBusy }) => generatorBusy * 100, show: whole },
  { title: 'generator: lag p99, ms', of: ({ generatorLag }) => generatorLag, show: tenths },
]

const sum = (runs: readonly InkFigures[], of: (run: InkFigures) => number) =>
  runs.reduce((total, run) => total + of(run), 0)

/** Medians of several runs, by title. */
export function inkColumn(runs: readonly InkFigures[]): Record<string, string> {
  const delivered = sum(runs, (run) => run.delivered)
  const expected = sum(runs, (run) => run.expected)
  return {
    'sampled points': whole(sum(runs, (run) => run.sampled)),
    'delivered points': `${delivered} of ${expected}`,
    ...column(rows, runs),
  }
}

/** CPU of all processes per delivered point against another system's, as the median of the pairs of runs. */
export function cpuRatio(runs: readonly InkFigures[], against: readonly InkFigures[]): number {
  return ratioOfPairs(runs, against, ({ cpu, delivered }) => totalOf(cpu) / delivered)
}

/** What a reader must know before believing the figures; empty when there is nothing. */
export function doubts(name: string, runs: readonly InkFigures[]): readonly string[] {
  const missing = sum(runs, (run) => run.expected - run.delivered)
  const busy = runs.map(({ generatorBusy }) => generatorBusy)
  return [
    ...generatorDoubts(name, busy, ' --viewers bare costs it less.'),
    ...(missing > 0 ? [`${name}: ${missing} points did not arrive.`] : []),
  ]
}
