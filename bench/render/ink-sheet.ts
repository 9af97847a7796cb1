import type { Color, InkPoint, StrokeElement } from '@drawbridge/board'
import { elementId, indexBetween, stroke } from '@drawbridge/board'
import { randomBytes, seededRandom } from '@drawbridge/testkit'
import type { HandSample } from '../src/load/hand.ts'
import { Hand } from '../src/load/hand.ts'

/** One stroke of the sheet, the same for all systems; positions in board units. */
export interface SheetStroke {
  readonly points: readonly Required<InkPoint>[]
  readonly color: Color
  readonly width: number
}

/** What the browser's window shows at zoom 1, in CSS pixels. */
export const windowSize = { width: 1280, height: 720 }
export const pointsPerStroke = 60

/** A quarter of the strokes is in view up to this many; beyond that the sheet grows and what is in view stays. */
const densest = 100_000
const gap = 12
const lineHeight = 40

/** Most is written in ink, some of it in colours. */
const colors: readonly Color[] = [
  'ink',
  'ink',
  'ink',
  'ink',
  'blue',
  'blue',
  'red',
  'green',
  'violet',
  'orange',
]
const widths = [2, 2, 2, 3, 3, 4, 6]

/** Width and height in board units of the sheet that so many strokes are written on. */
export function sheetSize(count: number): { readonly width: number; readonly height: number } {
  const growth = Math.sqrt(Math.max(1, count / densest))
  return { width: 2 * windowSize.width * growth, height: 2 * windowSize.height * growth }
}

function pick<T>(from: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T
}

/** What a hand writes, in strokes of equal length: where it lifts, or begins another line, it goes on where it was. */
function* strokesOf(hand: Hand): Generator<readonly HandSample[], never> {
  let [last, shift] = [hand.next(), { x: 0, y: 0 }]
  for (;;) {
    const samples: HandSample[] = []
    while (samples.length < pointsPerStroke) {
      const sample = hand.next()
      if (sample.begins) shift = { x: last.x - sample.x + 1, y: last.y - sample.y }
      last = { ...sample, x: sample.x + shift.x, y: sample.y + shift.y }
      samples.push(last)
    }
    yield samples
  }
}

/**
 * A sheet full of handwriting: strokes of 60 points that follow one another in lines, lines below one another, and where
 * they do not fit on the sheet, written over what is there as often as needed. Up to 100,000 strokes the sheet is as large
 * as four windows, so that a quarter of it is in view at zoom 1. The same count and seed give the same sheet.
 */
export function* inkSheet(count: number, seed = 1): Generator<SheetStroke> {
  const random = seededRandom(seed)
  const strokes = strokesOf(new Hand(seed))
  const { width, height } = sheetSize(count)
  // About 78 units a stroke, and as many whole layers of lines as that needs.
  const lines = Math.ceil((count * 78) / width)
  const layers = Math.max(1, Math.round(lines / (height / lineHeight)))
  const spacing = (height * layers) / lines
  let [left, line] = [0, 0]
  for (let i = 0; i < count; i++) {
    const samples = strokes.next().value
    const leftmost = Math.min(...samples.map(({ x }) => x))
    const middle = samples.reduce((sum, { y }) => sum + y, 0) / pointsPerStroke
    const rightmost = Math.max(...samples.map(({ x }) => x))
    if (left + rightmost - leftmost > width) [left, line] = [0, line + 1]
    const x = left - leftmost
    const y = (((line + 0.5) * spacing) % height) - middle
    yield {
      points: samples.map((sample, n) => ({
        x: sample.x + x,
        y: sample.y + y,
        pressure: sample.pressure,
        time: Math.round((n * 1000) / pointsPerStroke),
      })),
      color: pick(colors, random),
      width: pick(widths, random),
    }
    left += rightmost - leftmost + gap
  }
}

/** The sheet as elements of a board, bottom first. */
export function* sheetElements(strokes: Iterable<SheetStroke>, seed = 1): Generator<StrokeElement> {
  const random = seededRandom(seed)
  let index: string | null = null
  for (const { points, color, width } of strokes) {
    index = indexBetween(index, null, random())
    yield stroke({ id: elementId(randomBytes(random, 16)), index, points, color, strokeWidth: width })
  }
}
