import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { crowd, Pace } from './pace.ts'

let load: number
let changes: number
let pace: Pace

beforeEach(() => {
  vi.useFakeTimers()
  load = 0
  changes = 0
  pace = new Pace(
    16,
    () => changes++,
    () => load,
  )
})
afterEach(() => {
  pace.close()
  vi.useRealTimers()
})

test('crowded boards slow down while the instance has it hard, and no further than so far', () => {
  expect(pace.of(crowd)).toBe(20)
  load = 0.95
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd)).toBe(33)
  vi.advanceTimersByTime(5000)
  expect(pace.of(crowd)).toBe(50)
  expect(changes).toBe(2)
})

test('crowds that are spread over several instances begin slower, and go as far', () => {
  expect(pace.of(crowd, true)).toBe(33)
  expect(pace.of(crowd - 1, true)).toBe(16)
  load = 0.95
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd, true)).toBe(33)
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd, true)).toBe(50)
})

test('small boards are not concerned', () => {
  load = 1
  vi.advanceTimersByTime(5000)
  expect(pace.of(crowd - 1)).toBe(16)
})

test('they recover one step after another, and not for a moment of ease', () => {
  load = 0.95
  vi.advanceTimersByTime(1000)
  load = 0.3
  vi.advanceTimersByTime(2500)
  load = 0.7
  vi.advanceTimersByTime(500)
  load = 0.3
  vi.advanceTimersByTime(2500)
  expect(pace.of(crowd)).toBe(50)
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd)).toBe(33)
  vi.advanceTimersByTime(3000)
  expect(pace.of(crowd)).toBe(20)
})

test('a tick that is longer anyway stays', () => {
  const slow = new Pace(
    100,
    () => undefined,
    () => 1,
  )
  vi.advanceTimersByTime(2000)
  expect(slow.of(crowd)).toBe(100)
  slow.close()
})
