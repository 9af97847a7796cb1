import type { Row } from '../figures-table.ts'
import { column, kibibytes, mebibytes, tenths, whole } from '../figures-table.ts'
import type { PresenceFigures } from './measure-presence.ts'

/** Places of pointers that all clients together were told. */
const delivered = ({ seen, clients }: PresenceFigures) => seen * clients
const perMillion = (cpu: number, run: PresenceFigures) => (cpu / delivered(run)) * 1e6

const rows: readonly Row<PresenceFigures>[] = [
  {
    title: 'moves seen by each, of each pointer, a second',
    of: (run) => run.seen / run.movers / run.seconds,
    show: tenths,
  },
  { title: 'moves delivered', of: delivered, show: whole },
  { title: 'latency p50, ms', of: ({ p50 }) => p50, show: tenths },
  { title: 'latency p95, ms', of: ({ p95 }) => p95, show: tenths },
  { title: 'latency p99, ms', of: ({ p99 }) => p99, show: tenths },
  { title: 'latency max, ms', of: ({ max }) => max, show: tenths },
  {
    title: 'server CPU s per million delivered moves',
    of: (run) => perMillion(run.cpu.server, run),
    show: tenths,
  },
  { title: 'Redis CPU s per million', of: (run) => perMillion(run.cpu.redis, run), show: tenths },
  { title: 'balancer CPU s per million', of: (run) => perMillion(run.cpu.balancer, run), show: tenths },
  { title: 'server CPU, % of a core', of: ({ cpu, seconds }) => (cpu.server / seconds) * 100, show: whole },
  { title: 'bytes down per delivered move', of: ({ downEach, seen }) => downEach / seen, show: tenths },
  { title: 'down to each, KiB a second', of: ({ downEach, seconds }) => downEach / seconds, show: kibibytes },
  {
    title: 'up from each who moves, KiB a second',
    of: ({ upEach, seconds }) => upEach / seconds,
    show: kibibytes,
  },
  { title: 'memory of the servers, idle, MiB', of: ({ memoryIdle }) => memoryIdle, show: mebibytes },
  {
    title: 'memory per client, KiB',
    of: (run) => (run.memoryConnected - run.memoryIdle) / run.clients,
    show: kibibytes,
  },
  { title: 'event loop lag p99, ms', of: ({ lag }) => lag?.p99 ?? NaN, show: tenths },
  { title: 'event loop lag max, ms', of: ({ lag }) => lag?.max ?? NaN, show: tenths },
  { title: 'generator: busiest thread, %', of: ({ generatorBusy }) => generatorBusy * 100, show: whole },
  { title: 'generator: lag p99, ms', of: ({ generatorLag }) => generatorLag, show: tenths },
]

export function presenceColumn(runs: readonly PresenceFigures[]): Record<string, string> {
  return column(rows, runs)
}
