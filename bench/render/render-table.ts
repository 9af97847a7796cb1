import { median } from '../src/statistics.ts'

/** Figures of one run by name, as `pan fps`. */
export type Figures = Readonly<Record<string, number>>

export interface Measured {
  readonly contender: string
  readonly elements: number
  /** One run after the other. */
  readonly runs: readonly Figures[]
}

const units: readonly [ending: string, unit: string, decimals?: number][] = [
  ['fps', '/s'],
  ['newInk', '/s'],
  ['busy', '%'],
  ['cpu', '%'],
  ['idle', '%'],
  ['frameCost', ' ms', 1],
  ['heap', ' MB'],
  ['process', ' MB'],
  ['longTasks', ''],
]

export function medianOf(runs: readonly Figures[], figure: string): number {
  return median(runs.map((run) => run[figure] ?? NaN).filter((value) => !Number.isNaN(value)))
}

/** A figure as one reads it, with its unit. */
export function shown(figure: string, value: number): string {
  if (Number.isNaN(value)) return ''
  const [, unit = ' ms', decimals = 0] = units.find(([ending]) => figure.endsWith(ending)) ?? []
  return `${(unit === '%' ? value * 100 : value).toFixed(decimals)}${unit}`
}

/** Medians in one column for each contender and count. */
export function tableOf(measured: readonly Measured[]): Record<string, Record<string, string>> {
  const titles = [...new Set(measured.flatMap(({ runs }) => runs.flatMap((run) => Object.keys(run))))]
  return Object.fromEntries(
    measured.map(({ contender, elements, runs }) => [
      `${contender}, ${elements}`,
      Object.fromEntries(titles.map((title) => [title, shown(title, medianOf(runs, title))])),
    ]),
  )
}
