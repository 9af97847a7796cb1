import { documentFigures } from './documented-table.ts'
import { doubts, inkColumn } from './ink/ink-table.ts'
import type { InkFigures } from './ink/measure-ink.ts'
import { measureInk } from './ink/measure-ink.ts'
import { numbersOf, readOptions } from './options.ts'
import { printTable, writeResults } from './results.ts'
import { startDrawbridge } from './systems/drawbridge.ts'

/** Seconds: by then the pace is that of the crowd. */
const warmUp = 4

/** Ink for crowds that grow: up to how many people latency stays small, and what it costs. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    clients: '50,100,200,500,1000',
    drawers: 10,
    seconds: 5,
    runs: 5,
    instances: 1,
    log: 'sqlite',
    /** The table of docs/scaling.md that these figures go into. */
    write: '',
  })
  const { drawers, seconds, instances, log } = options
  const figures = new Map<number, InkFigures[]>(numbersOf(options.clients).map((clients) => [clients, []]))
  for (let run = 0; run < options.runs; run++) {
    for (const [clients, measurements] of figures) {
      const measured = await startDrawbridge({ instances, log })
      try {
        const load = { clients, drawers, warmUp, seconds, viewers: 'bare' as const }
        measurements.push(await measureInk(measured, 'drawbridge', load))
        console.error(`run ${run + 1} of ${options.runs}: ${clients} clients`)
      } finally {
        await measured.stop()
      }
    }
  }

  const named = [...figures].map(([clients, runs]) => [`${clients} clients`, runs] as const)
  const columns = Object.fromEntries(named.map(([name, runs]) => [name, inkColumn(runs)]))
  printTable(columns)
  console.log(`${drawers} of them drawing, viewers bare; ${options.runs} runs of ${seconds} s; medians`)
  for (const doubt of named.flatMap(([name, runs]) => doubts(name, runs))) console.log(doubt)
  console.log(`written to ${await writeResults('curve', { options, figures: Object.fromEntries(figures) })}`)
  if (options.write !== '') await documentFigures(options.write, columns)
}
