import type { Element } from '@drawbridge/board'
import { Board, elementId, indexBetween, stroke } from '@drawbridge/board'
import { decodeSnapshot, encodeSnapshot, SnapshotReader } from '@drawbridge/protocol'
import { seededRandom } from '@drawbridge/testkit'
import { Hand } from './load/hand.ts'
import { readOptions } from './options.ts'
import { printTable, writeResults } from './results.ts'
import { median, quantile } from './statistics.ts'

/** Elements between two looks at the clock, as the client has it. */
const elementsAtOnce = 32

interface OpenFigures {
  /** Milliseconds. */
  readonly opened: number
  /** Milliseconds, of each slice. */
  readonly slices: readonly number[]
  /** Bytes of JavaScript objects, and of the buffers beside them. */
  readonly heap: number
  readonly buffers: number
}

function drawnBoard(strokes: number, points: number): Board {
  const random = seededRandom(1)
  const hand = new Hand(1)
  const elements: Element[] = []
  let index: string | null = null
  for (let i = 0; i < strokes; i++) {
    index = indexBetween(index, null, random())
    const id = elementId(Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)))
    elements.push(stroke({ id, index, points: hand.stroke(points), color: 'blue' }))
  }
  return new Board(elements)
}

/** A board that holds every sample as four numbers, as if it had been drawn here. */
function unpacked(board: Board): Board {
  for (const element of board.elements)
    if (element.type === 'stroke') board.put(element.id, { ...element, ink: element.ink.slice(0) })
  return board
}

function readInSlices(bytes: Uint8Array, milliseconds: number): { board: Board; slices: number[] } {
  const opened = SnapshotReader.open(bytes)
  if (!opened.ok) throw new Error(opened.reason)
  const reader = opened.value
  const board = new Board([], reader.settings)
  const slices: number[] = []
  do {
    const start = performance.now()
    do {
      const read = reader.read(elementsAtOnce)
      if (!read.ok) throw new Error(read.reason)
      board.fill(read.value)
    } while (reader.left > 0 && performance.now() - start < milliseconds)
    // The index is brought up to date as a page does that shows the board.
    board.touching({ minX: 0, minY: 0, maxX: 1, maxY: 1 })
    slices.push(performance.now() - start)
  } while (reader.left > 0)
  return { board, slices }
}

function readAtOnce(bytes: Uint8Array): { board: Board; slices: number[] } {
  const start = performance.now()
  const read = decodeSnapshot(bytes)
  if (!read.ok) throw new Error(read.reason)
  const board = unpacked(read.value.board)
  board.touching({ minX: 0, minY: 0, maxX: 1, maxY: 1 })
  return { board, slices: [performance.now() - start] }
}

function measure(read: () => { board: Board; slices: number[] }): OpenFigures {
  globalThis.gc?.()
  const before = process.memoryUsage()
  const start = performance.now()
  const { board, slices } = read()
  const opened = performance.now() - start
  globalThis.gc?.()
  const after = process.memoryUsage()
  // Held until here, or there would be nothing to measure.
  if (board.elements.length === 0) throw new Error('the board is empty')
  return {
    opened,
    slices,
    heap: after.heapUsed - before.heapUsed,
    buffers: after.arrayBuffers - before.arrayBuffers,
  }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

function column(runs: readonly OpenFigures[]): Record<string, string> {
  return {
    'time to read it': `${median(runs.map(({ opened }) => opened)).toFixed(0)} ms`,
    'longest task': `${median(runs.map(({ slices }) => Math.max(...slices))).toFixed(1)} ms`,
    'task p95': `${median(runs.map(({ slices }) => quantile(slices, 0.95))).toFixed(1)} ms`,
    objects: megabytes(median(runs.map(({ heap }) => heap))),
    buffers: megabytes(median(runs.map(({ buffers }) => buffers))),
  }
}

/**
 * Reading the snapshot of a large board, as the client does: packed and in slices, with the index that a page needs;
 * against the same snapshot read at once into a board that holds every sample as numbers.
 */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, { strokes: 100_000, points: 60, slice: 12, runs: 5 })
  if (!globalThis.gc) console.error('without --expose-gc the figures of memory are rough')
  const drawn = drawnBoard(options.strokes, options.points)
  const bytes = encodeSnapshot(drawn, 1)
  const figures: Record<'at once, as numbers' | 'packed, in slices', OpenFigures[]> = {
    'at once, as numbers': [],
    'packed, in slices': [],
  }
  for (let run = 0; run < options.runs; run++) {
    figures['at once, as numbers'].push(measure(() => readAtOnce(bytes)))
    figures['packed, in slices'].push(measure(() => readInSlices(bytes, options.slice)))
  }
  printTable(Object.fromEntries(Object.entries(figures).map(([name, runs]) => [name, column(runs)])))
  const perPoint = bytes.length / options.strokes / options.points
  console.log(
    `${options.strokes} strokes of ${options.points} points: ${megabytes(bytes.length)}, ${perPoint.toFixed(2)} bytes a point with everything; medians of ${options.runs} runs`,
  )
  console.log(`written to ${await writeResults('open', { options, bytes: bytes.length, figures })}`)
}
