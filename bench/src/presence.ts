import { documentFigures } from './documented-table.ts'
import { generatorDoubts } from './figures-table.ts'
import { readOptions } from './options.ts'
import type { PresenceFigures } from './presence/measure-presence.ts'
import { measurePresence } from './presence/measure-presence.ts'
import { presenceColumn } from './presence/presence-table.ts'
import { printTable, writeResults } from './results.ts'
import { startDrawbridge } from './systems/drawbridge.ts'

/** Seconds. */
const warmUp = 2

/** Pointers that move on one board, and everyone sees them. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    clients: 200,
    movers: 50,
    seconds: 5,
    runs: 5,
    instances: 1,
    log: 'sqlite',
    /** The table of docs/scaling.md that these figures go into. */
    write: '',
  })
  const { clients, movers, seconds, instances, log } = options
  if (clients < movers + 2)
    throw new Error('--clients are two more than --movers at least: someone must look on')
  const figures: PresenceFigures[] = []
  for (let run = 0; run < options.runs; run++) {
    const measured = await startDrawbridge({ instances, log })
    try {
      figures.push(await measurePresence(measured, { clients, movers, warmUp, seconds }))
      console.error(`run ${run + 1} of ${options.runs}`)
    } finally {
      await measured.stop()
    }
  }

  const name = `${clients} clients, ${movers} move`
  const columns = { [name]: presenceColumn(figures) }
  printTable(columns)
  console.log(`${options.runs} runs of ${seconds} s; medians`)
  const busy = figures.map(({ generatorBusy }) => generatorBusy)
  for (const doubt of generatorDoubts(name, busy)) console.log(doubt)
  console.log(`written to ${await writeResults('presence', { options, figures })}`)
  if (options.write !== '') await documentFigures(options.write, columns)
}
