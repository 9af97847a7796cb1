import type { Operation } from '@drawbridge/board'
import { createElement, Ink, stroke, updateElement } from '@drawbridge/board'
import { anyElementId, anyOperation, fewElementIds } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeOperations, encodeOperations } from './operations.ts'

// Inks keep their numbers where a plain comparison does not look.
expect.addEqualityTesters([(a, b) => (a instanceof Ink && b instanceof Ink ? a.equals(b) : undefined)])

const anyOperations = fc.oneof(
  fc.array(anyOperation(fewElementIds), { maxLength: 12 }),
  fc.array(anyOperation(anyElementId), { maxLength: 12 }),
)

test('operations come back', () => {
  fc.assert(
    fc.property(anyOperations, (operations) => {
      const bytes = encodeOperations(operations)
      const decoded = decodeOperations(bytes)
      expect(decoded).toEqual({ ok: true, value: operations })
      if (decoded.ok) expect(encodeOperations(decoded.value)).toEqual(bytes)
    }),
    { numRuns: 300 },
  )
})

test('erasing keys that look like numbers come back in a new stroke', () => {
  const made = stroke({ id: 'A'.repeat(22), index: 'a0', points: [{ x: 0, y: 0 }] })
  const operation = createElement({ ...made, erased: { '10': [0, 1], '9': [2, 3], a: [4, 5] } })
  expect(decodeOperations(encodeOperations([operation]))).toEqual({ ok: true, value: [operation] })
})

test('each id is written once, however many operations name it', () => {
  const id = 'A'.repeat(22)
  const size = (count: number) =>
    encodeOperations(Array.from({ length: count }, (_, x) => updateElement(id, { x }))).length
  expect(size(20) - size(10)).toBeLessThan(10 * 10)
})

test('an entry without operations is one', () => {
  expect(decodeOperations(encodeOperations([]))).toEqual({ ok: true, value: [] })
})

test('what is no id cannot be encoded', () => {
  expect(() => encodeOperations([updateElement('short', {})])).toThrow(TypeError)
})

describe('what may not enter a log is refused when it is read', () => {
  const id = 'A'.repeat(22)
  const made = stroke({ id, index: 'a0', points: [{ x: 0, y: 0 }] })
  const inkOf = (points: number, grid: number) => Ink.fromRaw(grid, new Int32Array(points * 4))

  test.each<[string, Operation]>([
    ['NaN', updateElement(id, { x: NaN })],
    ['infinity', updateElement(id, { y: -Infinity })],
    ['a place far off', updateElement(id, { x: 1e300 })],
    ['a bad colour', updateElement(id, { color: 'javascript:alert(1)' })],
    ['a bad expectation', { ...updateElement(id, {}), expect: { opacity: 2 } }],
    ['huge text', updateElement(id, { text: 'x'.repeat(10_001) })],
    ['a bad order key', updateElement(id, { index: '' })],
    ['a bad property of a new element', createElement({ ...made, strokeWidth: -1 })],
    ['too fine a grid', { type: 'extend', id, from: 0, ink: inkOf(1, 21) }],
    ['too many points', { type: 'extend', id, from: 0, ink: inkOf(20_001, 3) }],
    ['a place beyond all points', { type: 'extend', id, from: 20_000, ink: inkOf(1, 3) }],
    ['a key that is none', { type: 'erase', id, key: '__proto__', ranges: [0, 1] }],
    [
      'a new stroke with such a key',
      createElement({ ...made, erased: Object.fromEntries([['__proto__', [0, 1]]]) }),
    ],
    ['half a range', { type: 'erase', id, key: 'k', ranges: [1] }],
    ['a range backwards', { type: 'erase', id, key: 'k', ranges: [2, 1] }],
    ['a bad setting', { type: 'settings', set: { background: 'plaid' } }],
  ])('%s', (_, operation) => {
    const good = updateElement(id, { x: 1 })
    expect(decodeOperations(encodeOperations([good]))).toMatchObject({ ok: true })
    expect(decodeOperations(encodeOperations([good, operation]))).toMatchObject({ ok: false })
  })
})
