import { median } from './statistics.ts'

/** One figure of a run, and how it is shown. */
export interface Row<Figures> {
  readonly title: string
  readonly of: (figures: Figures) => number
  readonly show: (value: number) => string
}

export const whole = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(0))
export const tenths = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(1))
export const hundredths = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(2))
export const mebibytes = (value: number) => tenths(value / 2 ** 20)
export const kibibytes = (value: number) => tenths(value / 1024)

/** Medians of several runs, by title. */
export function column<Figures>(
  rows: readonly Row<Figures>[],
  runs: readonly Figures[],
): Record<string, string> {
  return Object.fromEntries(rows.map(({ title, of, show }) => [title, show(median(runs.map(of)))]))
}

/** Median of the ratios of pairs of runs. */
export function ratioOfPairs<Figures>(
  runs: readonly Figures[],
  against: readonly Figures[],
  of: (figures: Figures) => number,
): number {
  return median(runs.flatMap((run, i) => (against[i] ? [of(run) / of(against[i])] : [])))
}

/** A generator thread that is at work for more than this share of the time is what limits. */
const busyLimit = 0.85

/** What a reader must know before believing latencies; empty when there is nothing. */
export function generatorDoubts(name: string, busy: readonly number[], remedy = ''): readonly string[] {
  const share = median(busy)
  if (share <= busyLimit) return []
  return [
    `${name}: the generator is the bottleneck (its busiest thread was at work ${whole(share * 100)} % of the time): latencies are its own.${remedy}`,
  ]
}
