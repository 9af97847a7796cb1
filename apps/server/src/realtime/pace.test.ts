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

const few = { tick: 16, pace: 24 }
const atEase = { tick: 33, pace: 12 }
const hard = { tick: 33, pace: 33 }
const hardest = { tick: 50, pace: 50 }

test('crowded boards gather longer, and slow down while the instance has it hard, no further than so far', () => {
  expect(pace.of(crowd)).toEqual(atEase)
  load = 0.95
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd)).toEqual(hard)
  vi.advanceTimersByTime(5000)
  expect(pace.of(crowd)).toEqual(hardest)
  expect(changes).toBe(2)
})

test('small boards are not concerned', () => {
  load = 1
  vi.advanceTimersByTime(5000)
  expect(pace.of(crowd - 1)).toEqual(few)
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
  expect(pace.of(crowd)).toEqual(hardest)
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd)).toEqual(hard)
  vi.advanceTimersByTime(3000)
  expect(pace.of(crowd)).toEqual(atEase)
})

test('a tick that is longer anyway stays', () => {
  const slow = new Pace(
    100,
    () => undefined,
    () => 1,
  )
  vi.advanceTimersByTime(2000)
  expect(slow.of(crowd)).toEqual({ tick: 100, pace: 50 })
  expect(slow.of(1)).toEqual({ tick: 100, pace: 100 })
  slow.close()
})
