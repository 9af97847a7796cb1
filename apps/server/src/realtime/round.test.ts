import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Round } from './round.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const period = 5000

function watched(items: Set<number>) {
  const steps: (readonly number[])[] = []
  const round = new Round(items, period, (some) => steps.push(some))
  return { steps, round }
}

test('a period comes by everyone once, in steps that are even', () => {
  const { steps } = watched(new Set(Array.from({ length: 1000 }, (_, i) => i)))
  vi.advanceTimersByTime(period)
  expect(steps.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(Math.max(...steps.map(({ length }) => length))).toBeLessThanOrEqual(51)
})

test('few are visited as often as many', () => {
  const { steps } = watched(new Set([1]))
  vi.advanceTimersByTime(10 * period)
  expect(steps.length).toBeGreaterThanOrEqual(8)
  expect(steps.length).toBeLessThanOrEqual(10)
})

test('what is added gets its turn, what is removed does not, and nobody is an empty visit', () => {
  const items = new Set<number>()
  const { steps, round } = watched(items)
  vi.advanceTimersByTime(period)
  expect(steps).toEqual([])
  for (let i = 0; i < 100; i++) items.add(i)
  vi.advanceTimersByTime(period / 2)
  items.delete(99)
  items.add(100)
  vi.advanceTimersByTime(period)
  expect(steps.flat()).toContain(100)
  expect(steps.flat()).not.toContain(99)
  round.close()
  const visited = steps.length
  vi.advanceTimersByTime(period)
  expect(steps).toHaveLength(visited)
})
