import * as boards from './boards.ts'
import * as curve from './curve.ts'
import { documentMachine } from './documented-table.ts'
import * as ink from './ink.ts'
import * as join from './join.ts'
import { readOptions } from './options.ts'
import * as presence from './presence.ts'
import * as reconnect from './reconnect.ts'
import { machine } from './results.ts'

interface Table {
  readonly block: string
  readonly run: (args: readonly string[]) => Promise<void>
  readonly args: readonly string[]
}

/** The tables of docs/scaling.md, and how each is filled. */
const tables: readonly Table[] = [
  { block: 'ink', run: ink.run, args: ['--viewers', 'bare'] },
  { block: 'ink-cluster', run: ink.run, args: ['--viewers', 'bare', '--instances', '3', '--log', 'redis'] },
  { block: 'curve', run: curve.run, args: [] },
  { block: 'boards-sqlite', run: boards.run, args: [] },
  { block: 'boards-redis', run: boards.run, args: ['--log', 'redis'] },
  { block: 'join', run: join.run, args: [] },
  { block: 'reconnect', run: reconnect.run, args: [] },
  { block: 'presence', run: presence.run, args: [] },
]

/** Takes all figures of docs/scaling.md anew, and says there on what machine; with `--only` some of them. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    runs: 5,
    /** Blocks, separated by commas; all if left out. */
    only: '',
  })
  const wanted = options.only === '' ? undefined : options.only.split(',')
  for (const { block, run, args: own } of tables) {
    if (wanted && !wanted.includes(block)) continue
    await run([...own, '--runs', String(options.runs), '--write', block])
  }
  if (wanted) return
  const { cores, processor, memory, node } = machine()
  const day = new Date().toISOString().slice(0, 10)
  await documentMachine(
    `Last taken on ${day}: ${cores} cores (${processor}), ${Math.round(memory / 2 ** 30)} GiB, Node ${node}; medians of ${options.runs} runs.`,
  )
}
