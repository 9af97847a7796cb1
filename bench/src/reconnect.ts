import { documentFigures } from './documented-table.ts'
import { generatorDoubts } from './figures-table.ts'
import { readOptions } from './options.ts'
import type { ReconnectFigures, ReconnectLoad } from './reconnect/measure-reconnect.ts'
import { measureReconnect } from './reconnect/measure-reconnect.ts'
import { reconnectColumn } from './reconnect/reconnect-table.ts'
import { printTable, writeResults } from './results.ts'
import { startDrawbridge } from './systems/drawbridge.ts'

/** Seconds. */
const before = 2

const isWay = (text: string): text is ReconnectLoad['how'] => text === 'drop' || text === 'kill'

/** Everyone who watches a board loses the connection while some draw on it: how soon they are back, and with everything. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    clients: 500,
    drawers: 2,
    /** Of drop and kill. */
    how: 'drop,kill',
    seconds: 6,
    runs: 5,
    instances: 1,
    log: 'sqlite',
    /** The table of docs/scaling.md that these figures go into. */
    write: '',
  })
  const { clients, drawers, seconds, instances, log } = options
  const ways = options.how.split(',')
  if (!ways.every(isWay)) throw new Error('--how is drop, kill or drop,kill')
  const titles = { drop: 'all connections dropped', kill: 'an instance killed' }
  const figures: Record<string, ReconnectFigures[]> = {}
  for (let run = 0; run < options.runs; run++) {
    for (const how of ways) {
      const measured = await startDrawbridge({ instances, log })
      try {
        const load = { clients, drawers, how, before, seconds }
        ;(figures[titles[how]] ??= []).push(await measureReconnect(measured, load))
        console.error(`run ${run + 1} of ${options.runs}: ${titles[how]}`)
      } finally {
        await measured.stop()
      }
    }
  }

  const columns = Object.fromEntries(
    Object.entries(figures).map(([name, runs]) => [name, reconnectColumn(runs)]),
  )
  printTable(columns)
  console.log(`${clients} people watch, ${drawers} draw; ${options.runs} runs; medians`)
  for (const [name, runs] of Object.entries(figures)) {
    const busy = runs.map(({ generatorBusy }) => generatorBusy)
    for (const doubt of generatorDoubts(name, busy)) console.log(doubt)
  }
  console.log(`written to ${await writeResults('reconnect', { options, figures })}`)
  if (options.write !== '') await documentFigures(options.write, columns)
}
