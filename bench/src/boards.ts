import { documentFigures } from './documented-table.ts'
import { boardsColumn, messageRatio } from './boards/boards-table.ts'
import type { BoardsFigures } from './boards/measure-boards.ts'
import { measureBoards } from './boards/measure-boards.ts'
import { generatorDoubts } from './figures-table.ts'
import { numbersOf, readOptions } from './options.ts'
import { printTable, writeResults } from './results.ts'
import { startDrawbridge } from './systems/drawbridge.ts'

/** Seconds. */
const settling = 3
const warmUp = 3

/**
 * Many boards with one client each, who now and then put a stroke on them: what a board costs, and whether a message
 * costs more where there are many. The same number of messages a second at each number of boards.
 */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    boards: '10,10000',
    /** Strokes a second, of all boards together. */
    rate: 300,
    seconds: 10,
    silence: 10,
    runs: 5,
    instances: 1,
    log: 'sqlite',
    /** The table of docs/scaling.md that these figures go into. */
    write: '',
  })
  const { rate, seconds, silence, instances, log } = options
  const counts = numbersOf(options.boards)
  const titled = (boards: number) => `${boards} boards`
  const figures: Record<string, BoardsFigures[]> = {}
  for (let run = 0; run < options.runs; run++) {
    for (const boards of counts) {
      const measured = await startDrawbridge({ instances, log })
      try {
        const load = { boards, perSecond: rate, settling, silence, warmUp, seconds }
        ;(figures[titled(boards)] ??= []).push(await measureBoards(measured, load))
        console.error(`run ${run + 1} of ${options.runs}: ${titled(boards)}`)
      } finally {
        await measured.stop()
      }
    }
  }

  const columns = Object.fromEntries(
    Object.entries(figures).map(([name, runs]) => [name, boardsColumn(runs)]),
  )
  printTable(columns)
  const few = titled(counts[0] ?? 0)
  const ratios = Object.fromEntries(
    Object.entries(figures)
      .filter(([name]) => name !== few)
      .map(([name, runs]) => [name, messageRatio(runs, figures[few] ?? [])]),
  )
  for (const [name, ratio] of Object.entries(ratios))
    console.log(
      `CPU per stroke, silence taken off, ${name} against ${few}: ${ratio.toFixed(2)} (median of pairs)`,
    )
  console.log(
    `one client on each board, ${rate} strokes a second in all; ${options.runs} runs of ${seconds} s; medians`,
  )
  for (const [name, runs] of Object.entries(figures))
    for (const doubt of generatorDoubts(
      name,
      runs.map(({ generatorBusy }) => generatorBusy),
    ))
      console.log(doubt)
  console.log(`written to ${await writeResults('boards', { options, figures, ratios })}`)
  if (options.write !== '') await documentFigures(options.write, columns)
}
