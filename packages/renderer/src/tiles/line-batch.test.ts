import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { NoPath, recordingCanvas } from '../testing/canvas.ts'
import { strokeOf } from '../testing/elements.ts'
import type { Context } from '../context.ts'
import type { LineLooks } from './line-batch.ts'
import { LineBatch } from './line-batch.ts'

beforeAll(() => {
  vi.stubGlobal('Path2D', NoPath)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const area = { scale: 1, x: 0, y: 0, width: 100, height: 100 }
const looks = (color: string, more: Partial<LineLooks> = {}): LineLooks => {
  return { color, width: 2, opacity: 1, loose: false, tolerance: 0.5, ...more }
}

/** How often a line was painted for these, one after the other. */
function strokesFor(...all: LineLooks[]): number {
  const { canvas, take } = recordingCanvas()
  const batch = new LineBatch(canvas.getContext('2d') as Context, area)
  for (const each of all) batch.line(strokeOf(1, { x: 0, y: 0 }, { x: 9, y: 9 }), each)
  batch.flush()
  return take().filter(([name]) => name === 'stroke').length
}

const thin = { loose: true, width: 1 }
const clear = { opacity: 0.5 }

test.each([
  ['lines that look the same are one path', [looks('red'), looks('red'), looks('red')], 1],
  ['those of one colour are one for each width', [looks('red'), looks('red', { width: 3 }), looks('red')], 2],
  ['other colours keep their order', [looks('red'), looks('blue'), looks('red')], 3],
  ['thin ones need not', [looks('red', thin), looks('blue', thin), looks('red', thin)], 2],
  ['but where one among them must', [looks('red', thin), looks('blue'), looks('red', thin)], 3],
  ['those after it neither', [looks('red'), looks('blue', thin), looks('red', thin), looks('blue', thin)], 3],
  ['what is seen through is painted by itself', [looks('red'), looks('red', clear), looks('red', clear)], 3],
])('%s', (_, all, count) => {
  expect(strokesFor(...all)).toBe(count)
})
