import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardsColumn } from './boards/boards-table.ts'
import { measureBoards } from './boards/measure-boards.ts'
import { doubts, inkColumn } from './ink/ink-table.ts'
import { measureInk } from './ink/measure-ink.ts'
import { joinColumn } from './join/join-table.ts'
import { measureJoin } from './join/measure-join.ts'
import { measurePresence } from './presence/measure-presence.ts'
import { presenceColumn } from './presence/presence-table.ts'
import { measureReconnect } from './reconnect/measure-reconnect.ts'
import { reconnectColumn } from './reconnect/reconnect-table.ts'
import type { DrawbridgeSystem } from './systems/drawbridge.ts'
import { startDrawbridge } from './systems/drawbridge.ts'

/*
 * Each benchmark once, with so few people and so short that its figures mean nothing: only that it still measures.
 */
let measured: DrawbridgeSystem

beforeAll(async () => {
  measured = await startDrawbridge({ instances: 1, log: 'redis' })
})

afterAll(() => measured.stop())

function shown(column: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(column).filter((value) => value === '-' || value.includes('NaN'))
}

test('ink: every point that was sampled is delivered', async () => {
  // Some of those who watch have the real client all the same.
  const load = { clients: 8, drawers: 2, warmUp: 0.2, seconds: 0.5, viewers: 'bare' as const }
  const figures = await measureInk(measured, 'drawbridge', load)
  expect(figures.sampled).toBeGreaterThan(0)
  expect(figures.delivered).toBe(figures.expected)
  expect(doubts('ink', [figures]).filter((doubt) => doubt.includes('arrive'))).toEqual([])
  expect(shown(inkColumn([figures]))).toEqual([])
})

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

test.each(['drop', 'kill'] as const)('reconnect, %s: everyone comes back, with everything', async (how) => {
  const load = { clients: 6, drawers: 2, how, before: 0.3, seconds: 0.5 }
  const figures = await measureReconnect(measured, load)
  expect(figures.returns).toHaveLength(6)
  expect(figures.kept).toBe(figures.sampled)
  expect(figures.surplus).toBe(0)
  expect(figures.undelivered).toBe(0)
  expect(shown(reconnectColumn([figures]))).toEqual([])
})

test('presence: moves are seen', async () => {
  const load = { clients: 8, movers: 2, warmUp: 0.2, seconds: 0.5 }
  const figures = await measurePresence(measured, load)
  expect(figures.seen).toBeGreaterThan(0)
  expect(shown(presenceColumn([figures]))).toEqual([])
})
