import { resolve } from 'node:path'
import { numbersOf, readOptions } from '../src/options.ts'
import { printTable, writeResults } from '../src/results.ts'
import { quantile } from '../src/statistics.ts'
import { contentOfBoard } from './board-content.ts'
import { readBoardFile } from './board-document.ts'
import { startDrawbridgePages } from './drawbridge.ts'
import type { Contender, OpenedPage, PreparedSheet } from './measured-page.ts'
import { memoryOf } from './memory.ts'
import { buildPeers, peers } from './peers.ts'
import { writePerformance } from './performance-doc.ts'
import type { Figures, Measured } from './render-table.ts'
import { tableOf } from './render-table.ts'
import type { SceneFigures } from './observe.ts'
import { draw, pan, selectAll, zoom } from './scenes.ts'
import { watchOthers } from './watch-others.ts'

/**
 * In this order on each page: whiteboards do not all come back from zooming to where they were, and for a while after
 * everything has been moved they paint it anew.
 */
const scenes: Readonly<Record<string, (measured: OpenedPage, people: number) => Promise<SceneFigures>>> = {
  pan,
  draw,
  others: watchOthers,
  zoom,
  'select-all': selectAll,
}
/** What comes of every opening, without a scene of its own. */
const opening = 'open'

const named = (scene: string, figures: object): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${scene} ${name}`, value as number]))

async function measureScene(name: string, measured: OpenedPage, people: number): Promise<Figures> {
  const scene = scenes[name]
  if (!scene) throw new Error(`there is no scene ${name}`)
  const { inkDelays, ...frames } = await scene(measured, people)
  const ink = inkDelays.length > 0 && { inkP50: quantile(inkDelays, 0.5), inkP95: quantile(inkDelays, 0.95) }
  return named(name, { ...frames, ...ink })
}

/** npm runs a workspace's script in its folder. */
const fromRoot = (path: string) => resolve(import.meta.dirname, '../..', path)

interface Plan {
  readonly scenes: readonly string[]
  /** How many draw while the page watches. */
  readonly people: number
  readonly runs: number
}

/** Opens the sheet in a new browser, and goes through the scenes. */
async function measureOnce(sheet: PreparedSheet, { scenes: wanted, people }: Plan): Promise<Figures> {
  const measured = await sheet.open()
  try {
    const figures = [named(opening, { ...measured.opening, ...(await memoryOf(measured)) })]
    for (const name of Object.keys(scenes))
      if (wanted.includes(name)) figures.push(await measureScene(name, measured, people))
    return Object.assign({}, ...figures) as Figures
  } finally {
    await measured.close()
  }
}

async function measureAll(contender: Contender, elements: number, plan: Plan): Promise<Measured> {
  const sheet = await contender.prepare(elements)
  const done: Figures[] = []
  for (let run = 0; run < plan.runs; run++) {
    done.push(await measureOnce(sheet, plan))
    console.error(`${contender.name}, ${elements} elements: run ${run + 1} of ${plan.runs}`)
  }
  return { contender: contender.name, elements, runs: done }
}

/** Starts one contender after the other, has it measured and stops it. */
async function measureEach(
  elements: number,
  starts: readonly (() => Promise<Contender>)[],
  plan: Plan,
): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  for (const start of starts) {
    const contender = await start()
    try {
      measured.push(await measureAll(contender, elements, plan))
    } finally {
      await contender.stop()
    }
  }
  return measured
}

async function measureFile({ file }: { readonly file: string }, plan: Plan): Promise<readonly Measured[]> {
  const content = contentOfBoard(await readBoardFile(fromRoot(file)))
  return measureEach(content.count, [() => startDrawbridgePages(content)], plan)
}

interface SheetOptions {
  readonly elements: string
  readonly peers: boolean
  readonly peersUpTo: number
}

async function measureSheets(options: SheetOptions, plan: Plan): Promise<readonly Measured[]> {
  if (options.peers) await buildPeers()
  const measured: Measured[] = []
  for (const elements of numbersOf(options.elements)) {
    const others = options.peers && elements <= options.peersUpTo ? peers : []
    measured.push(...(await measureEach(elements, [() => startDrawbridgePages(), ...others], plan)))
  }
  return measured
}

/** What a browser shows of boards full of ink while one pans, zooms and draws: frames, delays, memory. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, {
    elements: '10000,100000',
    scenes: 'pan,zoom,draw,open',
    runs: 3,
    /** How many draw in the scene of that name. */
    others: 20,
    /** A board to measure instead of sheets: see `readBoardFile`. Without peers. */
    file: '',
    /** Excalidraw and tldraw, too. */
    peers: false,
    /** The largest sheet that those are given: they take minutes for a large one. */
    peersUpTo: 10_000,
    /** A document whose tables are replaced, as docs/performance.md. */
    write: '',
  })
  const wanted = options.scenes.split(',')
  const unknown = wanted.find((name) => !scenes[name] && name !== opening)
  if (unknown !== undefined)
    throw new Error(`--scenes are ${[...Object.keys(scenes), opening].join(', ')}, not ${unknown}`)
  const plan = { scenes: wanted, people: options.others, runs: options.runs }
  const measured = options.file === '' ? await measureSheets(options, plan) : await measureFile(options, plan)
  printTable(tableOf(measured))
  if (options.write !== '')
    await writePerformance(fromRoot(options.write), measured, {
      command: `npm run bench -- render ${args.join(' ')}`,
      runs: options.runs,
    })
  console.log(`written to ${await writeResults('render', { options, measured })}`)
}
