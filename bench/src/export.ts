import { performance } from 'node:perf_hooks'
import { deflateSync } from 'node:zlib'
import type { Element, InkPoint } from '@drawbridge/board'
import { elementId, indexBetween, stroke } from '@drawbridge/board'
import { renderPdf } from '@drawbridge/renderer/pdf'
import { renderSvg } from '@drawbridge/renderer/svg'
import { freeFonts, randomBytes, seededRandom } from '@drawbridge/testkit'
import { readOptions } from './options.ts'
import { printTable, writeResults } from './results.ts'
import { median } from './statistics.ts'

interface Format {
  readonly name: string
  /** The bytes of the file. */
  readonly write: (elements: readonly Element[], ink: readonly (readonly InkPoint[])[]) => Promise<number>
}

const fonts = freeFonts()

const formats: readonly Format[] = [
  {
    name: 'JSON of the points',
    write: (_, ink) => Promise.resolve(JSON.stringify(ink).length),
  },
  {
    name: 'SVG',
    // A file is bytes, whatever the text in memory is.
    write: (elements) => Promise.resolve(Buffer.from(renderSvg(elements)).length),
  },
  {
    name: 'PDF',
    write: async (elements) => {
      const deflate = (bytes: Uint8Array) => deflateSync(bytes, { level: 1 })
      return (await renderPdf([{ name: '', elements }], { fonts, deflate })).length
    },
  },
]

/**
 * Strokes of a hand that writes without lifting the pen for long: a point each 16 ms, a few units apart, over a board that
 * grows with their number.
 */
function writtenInk(strokes: number, points: number): readonly (readonly InkPoint[])[] {
  const random = seededRandom(6)
  const side = 150 * Math.sqrt(strokes)
  return Array.from({ length: strokes }, () => {
    let [x, y] = [random() * side, random() * side]
    let direction = random() * 2 * Math.PI
    let turn = 0
    return Array.from({ length: points }, (_, i): InkPoint => {
      turn = 0.8 * turn + (random() - 0.5) * 0.3
      direction += turn
      const speed = 2 + 2 * Math.abs(Math.cos(i / 7))
      x += speed * Math.cos(direction)
      y += speed * Math.sin(direction)
      return { x, y, pressure: 0.5, time: 16 * i }
    })
  })
}

/** Anew for each run: what was painted of an element is remembered for as long as it lives. */
function elementsOf(ink: readonly (readonly InkPoint[])[]): readonly Element[] {
  const random = seededRandom(7)
  let index: string | null = null
  return ink.map((points) => {
    index = indexBetween(index, null, 0)
    return stroke({ id: elementId(randomBytes(random, 16)), index, points, strokeWidth: 4 })
  })
}

/** How long a board of ink takes to be written as a file, from elements that were never painted to its last byte. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, { strokes: 10_000, points: 60, runs: 5 })
  const ink = writtenInk(options.strokes, options.points)
  const figures: Record<string, { milliseconds: number; bytes: number }[]> = {}
  for (let run = 0; run < options.runs; run++) {
    for (const { name, write } of formats) {
      const elements = elementsOf(ink)
      const start = performance.now()
      const bytes = await write(elements, ink)
      ;(figures[name] ??= []).push({ milliseconds: performance.now() - start, bytes })
    }
    console.error(`run ${run + 1} of ${options.runs}`)
  }
  const baseline = median((figures[formats[0]?.name ?? ''] ?? []).map(({ milliseconds }) => milliseconds))
  printTable(
    Object.fromEntries(
      Object.entries(figures).map(([name, runs]) => {
        const times = runs.map(({ milliseconds }) => milliseconds)
        const time = median(times)
        return [
          name,
          {
            'time, median': `${time.toFixed(0)} ms`,
            'time, least to most': `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms`,
            'against JSON': `${(time / baseline).toFixed(1)} times`,
            'a stroke': `${((1000 * time) / options.strokes).toFixed(0)} µs`,
            size: `${(median(runs.map(({ bytes }) => bytes)) / 1e6).toFixed(1)} MB`,
          },
        ]
      }),
    ),
  )
  console.log(await writeResults('export', { options, figures }))
}
