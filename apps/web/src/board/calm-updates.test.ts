import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CalmUpdates, calmInterval } from './calm-updates.ts'

let isCalm: boolean
let updates: number
let calm: CalmUpdates

beforeEach(() => {
  vi.useFakeTimers()
  isCalm = false
  updates = 0
  calm = new CalmUpdates(
    () => isCalm,
    () => updates++,
  )
})
afterEach(() => vi.useRealTimers())

test('what changes is told at once', () => {
  calm.changed()
  calm.changed()
  expect(updates).toBe(2)
})

test('while it is to be calm, it is told once an interval, the first change at once and the last one too', () => {
  isCalm = true
  for (let i = 0; i < 10; i++) calm.changed()
  expect(updates).toBe(1)
  vi.advanceTimersByTime(calmInterval)
  expect(updates).toBe(2)
  vi.advanceTimersByTime(10 * calmInterval)
  expect(updates).toBe(2)
  calm.changed()
  expect(updates).toBe(3)
})

test('the end of the calm is told at once, and what waited with it', () => {
  isCalm = true
  calm.changed()
  calm.changed()
  isCalm = false
  calm.changed()
  expect(updates).toBe(2)
  vi.advanceTimersByTime(10 * calmInterval)
  expect(updates).toBe(2)
})

test('nothing is told after the end', () => {
  isCalm = true
  calm.changed()
  calm.changed()
  calm.stop()
  vi.advanceTimersByTime(10 * calmInterval)
  expect(updates).toBe(1)
})
