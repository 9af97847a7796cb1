import { anyErased, anyErasingKey, anyRanges } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Board } from './board.ts'
import { badOperation } from './check.ts'
import type { Element, StrokeElement } from './element.ts'
import type { Erased } from './erased.ts'
import {
  erasedBy,
  erasedRanges,
  erasedUnit,
  isErased,
  keptRuns,
  maxErasedNumbers,
  maxErasings,
  mergedRanges,
  nothingErased,
  withErased,
} from './erased.ts'
import { boardHash } from './hash.ts'
import { invert } from './invert.ts'
import { stroke } from './make.ts'
import type { Operation } from './operation.ts'
import { createElement, eraseStroke } from './operation.ts'

/** For each unit of the stroke's length, whether it is drawn: no range may cover it. */
function keptUnits(erased: Erased, points: number): boolean[] {
  return Array.from({ length: Math.max(0, points - 1) * erasedUnit }, (_, unit) => {
    const middle = unit + 0.5
    return !Object.values(erased).some((list) =>
      list.some((from, i) => i % 2 === 0 && from < middle && middle < (list[i + 1] ?? 0)),
    )
  })
}

describe('what is kept', () => {
  test('is every part of the stroke that no range covers', () => {
    fc.assert(
      fc.property(anyErased, fc.integer({ min: 2, max: 10 }), (erased, points) => {
        const runs = keptRuns(erased, points)
        const found = keptUnits(nothingErased, points).map((_, unit) =>
          runs.some(([from, to]) => from * erasedUnit < unit + 0.5 && unit + 0.5 < to * erasedUnit),
        )
        expect(found).toEqual(keptUnits(erased, points))
      }),
    )
  })

  test('comes in order, apart, within the stroke and never empty', () => {
    fc.assert(
      fc.property(anyErased, fc.integer({ min: 2, max: 10 }), (erased, points) => {
        let last = -1
        for (const [from, to] of keptRuns(erased, points)) {
          expect(from).toBeGreaterThanOrEqual(Math.max(0, last))
          expect(to).toBeGreaterThan(from)
          last = to
        }
        expect(last).toBeLessThanOrEqual(points - 1)
      }),
    )
  })

  test.each<[string, number, Record<string, number[]>, number[][]]>([
    ['no stroke', 0, { k: [0, 256] }, []],
    ['a dot', 1, {}, [[0, 0]]],
    ['a dot, touched', 1, { k: [0, 0] }, []],
    ['a dot, rubbed out', 1, { k: [0, 256] }, []],
    ['a dot, and a range that does not reach it', 1, { k: [128, 256] }, [[0, 0]]],
    ['the start', 3, { k: [0, 128] }, [[0.5, 2]]],
    ['the end', 3, { k: [384, 512] }, [[0, 1.5]]],
    ['beyond the end', 3, { k: [384, 9999] }, [[0, 1.5]]],
    ['only beyond the end', 3, { k: [600, 700] }, [[0, 2]]],
    ['the middle', 3, { k: [128, 384] }, [[0, 0.5], [1.5, 2]]], // prettier-ignore
    ['everything', 3, { k: [0, 512] }, []],
    ['everything, by two', 3, { a: [256, 512], b: [0, 256] }, []],
    ['overlapping, by two', 4, { a: [128, 384], b: [256, 512] }, [[0, 0.5], [2, 3]]], // prettier-ignore
    ['one within another', 4, { a: [0, 512], b: [128, 256] }, [[2, 3]]],
  ])('%s', (_, points, erased, runs) => {
    expect(keptRuns(erased, points)).toEqual(runs)
  })
})

test('ranges are erased when all of each lies within the union', () => {
  const erased = { a: [0, 100], b: [50, 200, 300, 400] }
  expect(erasedRanges(erased)).toEqual([0, 200, 300, 400])
  expect(isErased(erased, [10, 190, 300, 400])).toBe(true)
  expect(isErased(erased, [10, 190, 250, 350])).toBe(false)
})

describe('erasings by key', () => {
  test('equal erasings are written down equally, whatever came first', () => {
    const keyed = fc.array(fc.tuple(anyErasingKey, anyRanges), { maxLength: 6 })
    fc.assert(
      fc.property(keyed, (erasings) => {
        const last = new Map(erasings)
        const build = (list: readonly (readonly [string, readonly number[]])[]) =>
          list.reduce<Erased>((erased, [key, ranges]) => withErased(erased, key, ranges), nothingErased)
        const forward = build([...last])
        expect(JSON.stringify(build([...last].reverse()))).toBe(JSON.stringify(forward))
        expect(JSON.stringify(build(erasings))).toBe(JSON.stringify(forward))
        for (const [key, ranges] of last) expect(erasedBy(forward, key)).toEqual(ranges)
      }),
    )
  })

  test('keys stand in order', () => {
    const erased = ['b', 'a', 'C'].reduce<Erased>((all, key) => withErased(all, key, [0, 1]), nothingErased)
    expect(Object.keys(erased)).toEqual(['C', 'a', 'b'])
  })

  test('taking a key back leaves no trace', () => {
    fc.assert(
      fc.property(anyErased, anyErasingKey, anyRanges, (erased, key, ranges) => {
        fc.pre(!Object.hasOwn(erased, key))
        const restored = withErased(withErased(erased, key, ranges), key, [])
        expect(JSON.stringify(restored)).toBe(JSON.stringify(erased))
        expect(keptRuns(restored, 8)).toEqual(keptRuns(erased, 8))
      }),
    )
    expect(withErased(withErased(nothingErased, 'k', [0, 1]), 'k', [])).toBe(nothingErased)
  })

  test('a key that objects inherit is not there until it is put there', () => {
    expect(erasedBy(nothingErased, 'constructor')).toEqual([])
    expect(erasedBy(withErased(nothingErased, 'constructor', [1, 2]), 'constructor')).toEqual([1, 2])
  })
})

test('two people who erase one stroke get the same board in either order', () => {
  const id = 'A'.repeat(22)
  const points = Array.from({ length: 9 }, (_, x) => ({ x, y: 0 }))
  const made = stroke({ id, index: 'a0', points })
  fc.assert(
    fc.property(anyErased, anyRanges, anyRanges, (erased, one, other) => {
      const element = { ...made, erased }
      const mine = eraseStroke(id, 'mine', one)
      const theirs = eraseStroke(id, 'theirs', other)
      const hashAfter = (...operations: readonly Operation[]) => {
        const board = new Board([element])
        for (const operation of operations) board.apply(operation)
        return boardHash(board)
      }
      const hashes = [hashAfter(mine, theirs), hashAfter(theirs, mine), hashAfter(mine, theirs, mine)]
      expect(new Set(hashes).size).toBe(1)
    }),
  )
})

describe('a stroke that is erased as often as it can be', () => {
  const id = 'A'.repeat(22)
  const made = stroke({ id, index: 'a0', points: [{ x: 0, y: 0 }, { x: 9, y: 0 }] }) // prettier-ignore
  const many = Object.fromEntries(Array.from({ length: maxErasings }, (_, i) => [`k${i}`, [i, i + 1]]))

  test('takes no other key, but changes the ranges of those that it has', () => {
    const board = new Board([{ ...made, erased: many }])
    expect(board.apply(eraseStroke(id, 'fresh', [0, 1]))).toBeUndefined()
    expect(board.apply(eraseStroke(id, 'k0', [0, 1, 5, 9]))).toBeDefined()
    expect(board.apply(eraseStroke(id, 'k1', []))).toBeDefined()
    expect(board.apply(eraseStroke(id, 'fresh', [0, 1]))).toBeDefined()
  })

  test('takes no more numbers in all than a stroke may be created with', () => {
    const half = Array.from({ length: maxErasedNumbers / 2 }, (_, i) => i)
    const board = new Board([{ ...made, erased: { a: half } }])
    expect(board.apply(eraseStroke(id, 'b', half))).toBeDefined()
    expect(board.apply(eraseStroke(id, 'c', [0, 1]))).toBeUndefined()
    expect(badOperation(createElement(board.get(id) as Element))).toBeUndefined()
    expect(board.apply(eraseStroke(id, 'b', [0, 1]))).toBeDefined()
    expect(board.apply(eraseStroke(id, 'c', [0, 1]))).toBeDefined()
  })
})

test('whatever two people erase and take back, in any order and mixed, what is left is without exactly what stands', () => {
  const id = 'A'.repeat(22)
  const made = stroke({ id, index: 'a0', points: Array.from({ length: 9 }, (_, x) => ({ x, y: 0 })) })
  // Each person has one key, grows its ranges, and takes back what they did last first, as an undo history does.
  const anyAct = fc.record({ person: fc.constantFrom('ada', 'ben'), ranges: fc.option(anyRanges) })
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 12 }), (acts) => {
      const board = new Board([made])
      const history: Record<string, { taken: readonly number[]; inverse: Operation }[]> = { ada: [], ben: [] }
      for (const { person, ranges } of acts) {
        const mine = history[person] ?? []
        if (ranges) {
          const taken = mergedRanges([...(mine.at(-1)?.taken ?? []), ...ranges])
          const operation = eraseStroke(id, person, taken)
          const inverse = invert(operation, board.get(id), board.settings)
          if (inverse) mine.push({ taken, inverse })
          board.apply(operation)
        } else {
          const last = mine.pop()
          if (last) board.apply(last.inverse)
        }
      }
      const standing = Object.values(history).flatMap((mine) => mine.at(-1)?.taken ?? [])
      const { erased } = board.get(id) as StrokeElement
      expect(erasedRanges(erased)).toEqual(mergedRanges(standing))
      for (const mine of Object.values(history))
        for (const { inverse } of mine.toReversed()) board.apply(inverse)
      expect(board.get(id)).toEqual(made)
    }),
  )
})
