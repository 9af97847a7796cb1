import type { Row } from '../figures-table.ts'
import { column, hundredths, kibibytes, mebibytes, tenths, whole } from '../figures-table.ts'
import { quantile } from '../statistics.ts'
import type { ReconnectFigures } from './measure-reconnect.ts'
import type { Return } from './returner.ts'

function of({ returns }: ReconnectFigures, name: keyof Return, share: number): number {
  return quantile(
    returns.map((one) => one[name]),
    share,
  )
}

function mean({ returns }: ReconnectFigures, name: keyof Return): number {
  return returns.reduce((sum, one) => sum + one[name], 0) / returns.length
}

const rows: readonly Row<ReconnectFigures>[] = [
  { title: 'came back', of: ({ returns }) => returns.length, show: whole },
  { title: 'live again, p50, ms', of: (run) => of(run, 'live', 0.5), show: whole },
  { title: 'live again, p95, ms', of: (run) => of(run, 'live', 0.95), show: whole },
  { title: 'live again, p99, ms', of: (run) => of(run, 'live', 0.99), show: whole },
  { title: 'live again, max, ms', of: (run) => of(run, 'live', 1), show: whole },
  { title: 'of it: the attempt that succeeded, p50, ms', of: (run) => of(run, 'attempt', 0.5), show: whole },
  { title: 'of it: the attempt that succeeded, p99, ms', of: (run) => of(run, 'attempt', 0.99), show: whole },
  { title: 'attempts of each', of: (run) => mean(run, 'attempts'), show: hundredths },
  {
    title: 'entries that came with the welcome, each',
    of: (run) => mean(run, 'entriesInWelcome'),
    show: tenths,
  },
  { title: 'entries read, each', of: (run) => mean(run, 'entriesRead'), show: tenths },
  { title: 'points drawn', of: ({ sampled }) => sampled, show: whole },
  { title: 'points kept', of: ({ kept }) => kept, show: whole },
  { title: 'entries more than were drawn', of: ({ surplus }) => surplus, show: whole },
  { title: 'points missing at the drawers', of: ({ undelivered }) => undelivered, show: whole },
  { title: 'latency p99 at the drawers, ms', of: ({ p99AtDrawers }) => p99AtDrawers, show: whole },
  { title: 'latency max at the drawers, ms', of: ({ maxAtDrawers }) => maxAtDrawers, show: whole },
  { title: 'server CPU s', of: ({ cpu }) => cpu.server, show: hundredths },
  { title: 'Redis CPU s', of: ({ cpu }) => cpu.redis, show: hundredths },
  { title: 'balancer CPU s', of: ({ cpu }) => cpu.balancer, show: hundredths },
  { title: 'down per client, KiB', of: ({ down, returns }) => down / returns.length, show: kibibytes },
  { title: 'up per client, KiB', of: ({ up, returns }) => up / returns.length, show: kibibytes },
  { title: 'memory of the servers before, MiB', of: ({ memoryBefore }) => memoryBefore, show: mebibytes },
  { title: 'memory of the servers after, MiB', of: ({ memoryAfter }) => memoryAfter, show: mebibytes },
  { title: 'event loop lag p99, ms', of: ({ lag }) => lag?.p99 ?? NaN, show: tenths },
  { title: 'event loop lag max, ms', of: ({ lag }) => lag?.max ?? NaN, show: tenths },
  { title: 'generator: busiest thread, %', of: ({ generatorBusy }) => generatorBusy * 100, show: whole },
  { title: 'generator: lag p99, ms', of: ({ generatorLag }) => generatorLag, show: tenths },
]

export function reconnectColumn(runs: readonly ReconnectFigures[]): Record<string, string> {
  return column(rows, runs)
}
