import { expect, test } from 'vitest'
import { runSlowReader } from './slow-reader.ts'

const mebibyte = 1024 * 1024
const load = {
  seconds: 8,
  warmUpSeconds: 4,
  patienceSeconds: 60,
  drawers: 4,
  perSecond: 60,
  characters: 3000,
}

test.each([
  ['stops reading, SQLite', 'sqlite', 'stopped'],
  ['reads slowly, Redis', 'redis', 20_000],
] as const)('a reader that %s costs the server little and ends equal', async (_, log, reader) => {
  const { phases, heldBack, behind, violations } = await runSlowReader({ ...load, log, reader })
  expect(violations).toEqual([])
  // It was slow enough for the server to notice: else the figures say nothing.
  expect(heldBack).toBe(true)
  expect(behind).toBeGreaterThan(0)
  const [well, badly] = phases
  expect((badly?.memory.live ?? NaN) - (well?.memory.live ?? NaN)).toBeLessThanOrEqual(16 * mebibyte)
})
