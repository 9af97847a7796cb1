import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GatheredBatches } from './gathered-batches.ts'

const tick = 20

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function gather() {
  const packets: (readonly string[])[] = []
  const gathered = new GatheredBatches({ tick: () => tick, send: (batches) => packets.push(batches) })
  return { gathered, packets }
}

test('the first after a pause leaves at once, and what comes within a tick leaves together, in order', () => {
  const { gathered, packets } = gather()
  gathered.add('a')
  expect(packets).toEqual([['a']])
  gathered.add('b')
  vi.advanceTimersByTime(tick / 2)
  gathered.add('c')
  expect(packets).toEqual([['a']])
  vi.advanceTimersByTime(tick / 2)
  expect(packets).toEqual([['a'], ['b', 'c']])
  vi.advanceTimersByTime(10 * tick)
  gathered.add('d')
  expect(packets).toEqual([['a'], ['b', 'c'], ['d']])
})

test('a flush sends what waits, once', () => {
  const { gathered, packets } = gather()
  gathered.flush()
  gathered.add('a')
  gathered.add('b')
  gathered.flush()
  vi.advanceTimersByTime(10 * tick)
  expect(packets).toEqual([['a'], ['b']])
})

test('what is large does not wait', () => {
  const { gathered, packets } = gather()
  gathered.add('a')
  gathered.add('b')
  const large = 'x'.repeat(64 * 1024)
  gathered.add(large)
  expect(packets).toEqual([['a'], ['b', large]])
})

test('nothing leaves after the end', () => {
  const { gathered, packets } = gather()
  gathered.add('a')
  gathered.add('b')
  gathered.close()
  vi.advanceTimersByTime(10 * tick)
  expect(packets).toEqual([['a']])
})
