import { documentFigures } from './documented-table.ts'
import { cpuRatio, doubts, inkColumn } from './ink/ink-table.ts'
import type { InkFigures, InkLoad } from './ink/measure-ink.ts'
import { measureInk } from './ink/measure-ink.ts'
import type { System } from './load/participant.ts'
import { readOptions } from './options.ts'
import { printTable, writeResults } from './results.ts'
import { baselines, startBaseline } from './systems/baseline.ts'
import { startDrawbridge } from './systems/drawbridge.ts'
import type { MeasuredSystem } from './systems/measured-system.ts'

interface Contender {
  readonly name: string
  readonly system: System
  readonly start: () => Promise<MeasuredSystem>
}

/** Seconds. */
const warmUp = 2

const compared: Readonly<Record<string, (name: string) => boolean>> = {
  all: () => true,
  tick: (name) => name === 'bare Socket.IO, 16 ms tick',
  none: () => false,
}

function isViewers(text: string): text is InkLoad['viewers'] {
  return text === 'sdk' || text === 'bare'
}

/**
 * Ink on one board: some people draw 60 points a second each, everyone watches. Against bare broadcasts of the same ink
 * in the same run.
 */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    clients: 100,
    drawers: 10,
    seconds: 5,
    runs: 5,
    instances: 1,
    log: 'sqlite',
    /** The table of docs/scaling.md that these figures go into. */
    write: '',
    viewers: 'sdk',
    /** all, tick, or none */
    baselines: 'all',
  })
  const { clients, drawers, seconds, viewers, instances, log } = options
  const isCompared = compared[options.baselines]
  if (!isViewers(viewers)) throw new Error('--viewers is sdk or bare')
  if (!isCompared) throw new Error('--baselines is all, tick or none')
  const load = { clients, drawers, warmUp, seconds, viewers }

  const durable = log === 'redis' ? 'Redis, always' : 'SQLite, durable'
  const ours = `Drawbridge (${instances > 1 ? `${instances} instances, ` : ''}${durable})`
  const contenders: readonly Contender[] = [
    ...baselines
      .filter(({ name }) => isCompared(name))
      .map((baseline) => ({
        name: baseline.name,
        system: baseline.kind,
        start: () => startBaseline(baseline),
      })),
    { name: ours, system: 'drawbridge', start: () => startDrawbridge({ instances, log }) },
  ]
  const figures: Record<string, InkFigures[]> = {}
  for (let run = 0; run < options.runs; run++) {
    for (const { name, system, start } of contenders) {
      const measured = await start()
      try {
        ;(figures[name] ??= []).push(await measureInk(measured, system, load))
        console.error(`run ${run + 1} of ${options.runs}: ${name}`)
      } finally {
        await measured.stop()
      }
    }
  }

  const columns = Object.fromEntries(Object.entries(figures).map(([name, runs]) => [name, inkColumn(runs)]))
  printTable(columns)
  const ratios = Object.fromEntries(
    Object.entries(figures)
      .filter(([name]) => name !== ours)
      .map(([name, runs]) => [name, cpuRatio(figures[ours] ?? [], runs)]),
  )
  for (const [name, ratio] of Object.entries(ratios))
    console.log(
      `CPU of all processes per delivered point, against ${name}: ${ratio.toFixed(2)} (median of pairs)`,
    )
  const watching =
    viewers === 'bare' ? 'most viewers bare, some with the real client' : 'all with the real client'
  console.log(
    `${clients} clients (${watching}), ${drawers} of them drawing; ${options.runs} runs of ${seconds} s; medians`,
  )
  for (const doubt of Object.entries(figures).flatMap(([name, runs]) => doubts(name, runs)))
    console.log(doubt)
  console.log(`written to ${await writeResults('ink', { options, figures, ratios })}`)
  if (options.write !== '') await documentFigures(options.write, columns)
}
