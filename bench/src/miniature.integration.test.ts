import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardsColumn } from './boards/boards-table.ts'
import { measureBoards } from './boards/measure-boards.ts'
import { doubts, inkColumn } from './ink/ink-table.ts'
import { measureInk } from './ink/measure-ink.ts'
import { joinColumn } from './join/join-table.ts'
import { measureJoin } from './join/measure-join.ts'
import { startDrawbridge } from './systems/drawbridge.ts'
import type { MeasuredSystem } from './systems/measured-system.ts'

/*
 * Each benchmark once, with so few people and so short that its figures mean nothing: only that it still measures.
 */
let measured: MeasuredSystem

beforeAll(async () => {
  measured = await startDrawbridge({ instances: 1, log: 'redis' })
})

afterAll(() => measured.stop())

function shown(column: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(column).filter((value) => value === '-' || value.includes('NaN'))
}

test.each(['sdk', 'bare'] as const)(
  'ink, %s viewers: every point that was sampled is delivered',
  async (viewers) => {
    const load = { clients: 6, drawers: 2, warmUp: 0.2, seconds: 0.5, viewers }
    const figures = await measureInk(measured, 'drawbridge', load)
    expect(figures.sampled).toBeGreaterThan(0)
    expect(figures.delivered).toBe(figures.expected)
    expect(doubts('ink', [figures]).filter((doubt) => doubt.includes('arrive'))).toEqual([])
    expect(shown(inkColumn([figures]))).toEqual([])
  },
)

test('boards: everything that was written is stored', async () => {
  const load = { boards: 5, perSecond: 40, settling: 0.1, silence: 0.5, warmUp: 0.2, seconds: 0.5 }
  const figures = await measureBoards(measured, load)
  expect(figures.messages).toBe(20)
  expect(shown(boardsColumn([figures]))).toEqual([])
})

test('join: everyone gets the same board and becomes live', async () => {
  const load = { joiners: 6, within: 0.3, strokes: 1200, points: 8, drawers: 2, warmUp: 0.1, before: 0.3 }
  const figures = await measureJoin(measured, load)
  expect(figures.joined).toHaveLength(6)
  expect(figures.undelivered).toBe(0)
  expect(Math.min(...figures.joined.map(({ snapshotBytes }) => snapshotBytes))).toBeGreaterThan(1200 * 16)
  expect(shown(joinColumn([figures]))).toEqual([])
})
