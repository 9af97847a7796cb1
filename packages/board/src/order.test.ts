import { anyIndex, seededRandom } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparePaintOrder, indexBetween, isIndex, maxIndexLength } from './order.ts'

const jitter = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1))
const end = fc.option(anyIndex)

test('a new key lies strictly between its neighbours, whatever the jitter', () => {
  fc.assert(
    fc.property(end, end, jitter, (one, other, random) => {
      const swap = one !== null && other !== null && one > other
      const [below, above] = swap ? [other, one] : [one, other]
      const key = indexBetween(below, above, random)
      expect(isIndex(key)).toBe(true)
      if (below !== null) expect(key > below).toBe(true)
      if (above !== null && above !== below) expect(key < above).toBe(true)
    }),
  )
})

test('between neighbours with one key, or in the wrong order, it goes above both', () => {
  fc.assert(
    fc.property(anyIndex, anyIndex, jitter, (one, other, random) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      expect(indexBetween(one, one, random) > one).toBe(true)
      expect(indexBetween(high, low, random) > high).toBe(true)
    }),
  )
})

type Narrow = (low: string, high: string, key: string, i: number) => readonly [string, string]

describe('thousands of insertions at one place', () => {
  test.each<[string, Narrow]>([
    ['always just below the upper neighbour', (_, high, key) => [key, high]],
    ['always just above the lower neighbour', (low, _, key) => [low, key]],
    ['now here, now there', (low, high, key, i) => (i % 2 === 0 ? [key, high] : [low, key])],
  ])('%s: each is between, and three thousand fit', (_, narrow) => {
    const random = seededRandom(1)
    let [low, high] = ['a0', 'a1']
    let count = 0
    for (let key = ''; key.length <= maxIndexLength; count++) {
      key = indexBetween(low, high, random())
      if (!(low < key && key < high)) expect.fail(`${key} is not between ${low} and ${high}`)
      if (count === 3000) expect(isIndex(key)).toBe(true)
      ;[low, high] = narrow(low, high, key, count)
    }
    // The limit is real: the doc comment of indexBetween states it.
    expect(count).toBeGreaterThan(3000)
    expect(count).toBeLessThan(6000)
  })

  test.each<[string, (key: string, random: number) => string]>([
    ['on top', (key, random) => indexBetween(key, null, random)],
    ['at the bottom', (key, random) => indexBetween(null, key, random)],
  ])('%s, keys stay short', (_, next) => {
    const random = seededRandom(2)
    let key = 'a0'
    let longest = 0
    for (let i = 0; i < 20_000; i++) {
      key = next(key, random())
      longest = Math.max(longest, key.length)
    }
    expect(longest).toBeLessThanOrEqual(12)
  })
})

test('two clients that insert at the same place hardly ever choose the same key', () => {
  const random = seededRandom(3)
  const keys = new Set(Array.from({ length: 100 }, () => indexBetween('a0', 'a1', random())))
  expect(keys.size).toBeGreaterThan(90)
})

test.each([
  ['a0', true],
  ['Zz', true],
  ['a0V', true],
  ['b00', true],
  ['', false],
  ['a', false],
  ['0', false],
  ['a00', false],
  ['a-', false],
  ['a0 ', false],
  ['a0\n', false],
  ['ä0', false],
  ['A00000000000000000000000000', false],
  ['b0', false],
  [5, false],
  [null, false],
  [undefined, false],
])('%j is a paint order key: %s', (value, good) => {
  expect(isIndex(value)).toBe(good)
})

test('a paint order key is not endless', () => {
  expect(isIndex(`a0${'V'.repeat(maxIndexLength - 2)}`)).toBe(true)
  expect(isIndex(`a0${'V'.repeat(maxIndexLength - 1)}`)).toBe(false)
})

test('there is room next to every key that is let in', () => {
  const lowest = `A${'0'.repeat(25)}1`
  const highest = 'z'.repeat(27)
  for (const key of [lowest, `${lowest}1`, highest, `${highest}zzz`]) {
    if (!isIndex(key)) expect.fail(`${key} is no key`)
    for (const random of [0, 0.3, 0.999]) {
      const [above, below] = [indexBetween(key, null, random), indexBetween(null, key, random)]
      expect(above > key && isIndex(above)).toBe(true)
      expect(below < key && isIndex(below)).toBe(true)
      expect(indexBetween(null, below, random) < below).toBe(true)
      expect(indexBetween(above, null, random) > above).toBe(true)
    }
  }
})

test('paint order is total', () => {
  const [a, b, c] = [
    { index: 'a0', id: '2' },
    { index: 'a0', id: '3' },
    { index: 'a1', id: '1' },
  ] as const
  expect([c, b, a].sort(comparePaintOrder)).toEqual([a, b, c])
  expect(comparePaintOrder(a, { ...a })).toBe(0)
  // Keys are compared by code, as the library makes them, not as a language sorts letters.
  expect(comparePaintOrder({ index: 'Zz', id: '1' }, { index: 'a0', id: '0' })).toBe(-1)
})
