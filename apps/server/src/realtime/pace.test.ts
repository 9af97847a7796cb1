import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { crowd, Pace } from './pace.ts'

let load: number
let changes: number
let pace: Pace

beforeEach(() => {
  vi.useFakeTimers()
  load = 0
  changes = 0
  pace = new Pace({ tick: 16, changed: () => changes++, load: () => load })
})
afterEach(() => {
  pace.close()
  vi.useRealTimers()
})

const alone = { tick: 16, pace: 100 }
const few = { tick: 16, pace: 24 }
const atEase = { tick: 33, pace: 12 }
const hard = { tick: 50, pace: 12 }
const flooded = { tick: 50, pace: 50 }

function halfSecondsOf(submits: number, count = 1): void {
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < submits; k++) pace.submitted()
    vi.advanceTimersByTime(500)
  }
}

test('crowded boards gather longer, and slow down while the instance has it hard, no further than so far', () => {
  expect(pace.of(crowd, false)).toEqual(atEase)
  load = 0.95
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd, false)).toEqual(hard)
  vi.advanceTimersByTime(5000)
  expect(pace.of(crowd, false)).toEqual(hard)
  expect(changes).toBe(1)
})

test('boards with few people are not concerned', () => {
  load = 1
  halfSecondsOf(2000, 10)
  expect(pace.of(crowd - 1, false)).toEqual(few)
  expect(pace.of(2, false)).toEqual(few)
})

test('who is alone sends rarely, and not while other instances have people on the board', () => {
  expect(pace.of(1, false)).toEqual(alone)
  expect(pace.of(1, true)).toEqual(few)
  expect(pace.of(crowd, true)).toEqual(atEase)
})

test('they recover, and not for a moment of ease', () => {
  load = 0.95
  vi.advanceTimersByTime(500)
  load = 0.3
  vi.advanceTimersByTime(2500)
  load = 0.7
  vi.advanceTimersByTime(500)
  load = 0.3
  vi.advanceTimersByTime(2500)
  expect(pace.of(crowd, false)).toEqual(hard)
  vi.advanceTimersByTime(500)
  expect(pace.of(crowd, false)).toEqual(atEase)
})

test('who draws waits as well where submits are what makes it hard, until they are few', () => {
  halfSecondsOf(2000)
  expect(pace.of(crowd, false)).toEqual(atEase)
  load = 0.95
  halfSecondsOf(900)
  expect(pace.of(crowd, false)).toEqual(hard)
  halfSecondsOf(1100)
  expect(pace.of(crowd, false)).toEqual(flooded)
  load = 0.6
  halfSecondsOf(300, 3)
  expect(pace.of(crowd, false)).toEqual(flooded)
  halfSecondsOf(150)
  expect(pace.of(crowd, false)).toEqual(hard)
})

test('a tick that is longer anyway stays', () => {
  const slow = new Pace({ tick: 100, changed: () => undefined, load: () => 1 })
  vi.advanceTimersByTime(2000)
  expect(slow.of(crowd, false)).toEqual({ tick: 100, pace: 12 })
  expect(slow.of(1, false)).toEqual({ tick: 100, pace: 100 })
  slow.close()
})
