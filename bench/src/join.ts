import { documentFigures } from './documented-table.ts'
import { generatorDoubts } from './figures-table.ts'
import { joinColumn } from './join/join-table.ts'
import type { JoinFigures } from './join/measure-join.ts'
import { measureJoin } from './join/measure-join.ts'
import { readOptions } from './options.ts'
import { printTable, writeResults } from './results.ts'
import { startDrawbridge } from './systems/drawbridge.ts'

/** Seconds. */
const warmUp = 2
const before = 3

/** Many people open one large board within a few seconds, while others draw on it. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    joiners: 500,
    /** Seconds. */
    within: 5,
    strokes: 50_000,
    /** Of each stroke. */
    points: 30,
    drawers: 10,
    runs: 5,
    instances: 1,
    log: 'sqlite',
    /** The table of docs/scaling.md that these figures go into. */
    write: '',
  })
  const { joiners, within, strokes, points, drawers, instances, log } = options
  const figures: JoinFigures[] = []
  for (let run = 0; run < options.runs; run++) {
    const measured = await startDrawbridge({ instances, log })
    try {
      figures.push(await measureJoin(measured, { joiners, within, strokes, points, drawers, warmUp, before }))
      console.error(`run ${run + 1} of ${options.runs}`)
    } finally {
      await measured.stop()
    }
  }

  const name = `${joiners} within ${within} s`
  const columns = { [name]: joinColumn(figures) }
  printTable(columns)
  console.log(`a board of ${strokes} strokes, ${drawers} people drawing; ${options.runs} runs; medians`)
  const missing = figures.reduce((sum, { undelivered }) => sum + undelivered, 0)
  if (missing > 0) console.log(`${missing} points did not arrive at the drawers.`)
  const busy = figures.map(({ generatorBusy }) => generatorBusy)
  for (const doubt of generatorDoubts(name, busy)) console.log(doubt)
  console.log(`written to ${await writeResults('join', { options, figures })}`)
  if (options.write !== '') await documentFigures(options.write, columns)
}
