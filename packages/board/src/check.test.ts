import { anyElementId, anyOperation } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { badOperation, maxInkPoints, maxKeyLength } from './check.ts'
import { maxErasedNumbers, maxErasings } from './erased.ts'
import { Ink, maxGrid, minGrid } from './ink.ts'
import { rectangle, stroke, text } from './make.ts'
import {
  changeSettings,
  createElement,
  deleteElement,
  eraseStroke,
  extendStroke,
  updateElement,
} from './operation.ts'
import type { Operation } from './operation.ts'
import { maxPosition, maxTextLength } from './property.ts'

test('every operation that makes sense is let in', () => {
  fc.assert(
    fc.property(fc.oneof(anyOperation(), anyOperation(anyElementId)), (operation) => {
      expect(badOperation(operation)).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

const id = 'A'.repeat(22)
const box = rectangle({ id, index: 'a0', box: { minX: 0, minY: 0, maxX: 10, maxY: 10 } })
const drawn = stroke({ id, index: 'a0', points: [{ x: 0, y: 0 }] })
const words = text({ id, index: 'a0', at: { x: 0, y: 0 }, text: 'a', width: 1, height: 1 })
const inkOf = (points: number, grid = 3) => Ink.fromRaw(grid, new Int32Array(points * 4))
const create = (element: object) => createElement(element as typeof box)
const update = (set: object) => updateElement(id, set)
const ranges = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('at the limit is within it', () => {
  test.each<[string, Operation]>([
    ['the farthest place', update({ x: maxPosition, y: -maxPosition })],
    ['the longest text', update({ text: 'x'.repeat(maxTextLength) })],
    ['a pair of surrogates', update({ text: '\u{1F58A}' })],
    ['the most points', create({ ...drawn, ink: inkOf(maxInkPoints) })],
    ['the last points', extendStroke(id, maxInkPoints - 2, inkOf(2))],
    ['the coarsest grid', extendStroke(id, 0, inkOf(1, minGrid))],
    ['the finest grid', extendStroke(id, 0, inkOf(1, maxGrid))],
    ['the longest key', eraseStroke(id, 'k'.repeat(maxKeyLength), [0, 0])],
    ['the most ranges', eraseStroke(id, 'k', ranges(maxErasedNumbers))],
    ['no ranges', eraseStroke(id, 'k', [])],
    ['no changes', update({})],
  ])('%s', (_, operation) => {
    expect(badOperation(operation)).toBeUndefined()
  })
})

describe('what would do harm is refused', () => {
  const notNumbers = [NaN, Infinity, -Infinity, '5', null, undefined, {}, maxPosition * 2]
  test.each(notNumbers.map((value) => [value]))('a place at %s', (value) => {
    expect(badOperation(update({ x: value }))).toMatch(/^x must be/)
    expect(badOperation(create({ ...box, x: value }))).toMatch(/^shape\.x must be/)
    expect(badOperation({ ...updateElement(id, {}), expect: { x: value } as object })).toMatch(/^x must be/)
  })

  test.each([
    '',
    'A',
    'A'.repeat(21),
    'A'.repeat(23),
    'A'.repeat(21) + 'B',
    'A'.repeat(21) + '+',
    ' '.repeat(22),
    5,
    null,
    undefined,
  ])('the id %j', (bad) => {
    const value = bad as string
    for (const operation of [
      create({ ...box, id: value }),
      updateElement(value, {}),
      deleteElement(value),
      extendStroke(value, 0, inkOf(1)),
      eraseStroke(value, 'k', []),
    ])
      expect(badOperation(operation)).toMatch(/id/)
  })

  test.each<[string, Operation, RegExp]>([
    ['a negative width', update({ width: -1 }), /width/],
    ['opacity above one', update({ opacity: 1.01 }), /opacity/],
    ['a line without width', update({ strokeWidth: 0 }), /strokeWidth/],
    ['a colour by another name', update({ color: 'mauve' }), /color/],
    ['a colour in capitals', update({ color: '#ABCDEF' }), /color/],
    ['a colour with more behind it', update({ color: '#abcdef;' }), /color/],
    ['a colour with a line after it', update({ color: '#abcdef\n' }), /color/],
    ['no colour', update({ color: 'none' }), /color/],
    ['a fill that is a link', update({ fill: 'url(#x)' }), /fill/],
    ['a paint order key that is none', update({ index: 'a' }), /index/],
    ['an endless paint order key', update({ index: `a0${'V'.repeat(5000)}` }), /index/],
    ['huge text', update({ text: 'x'.repeat(maxTextLength + 1) }), /text/],
    ['huge text of a new element', create({ ...words, text: 'x'.repeat(10_000_000) }), /text/],
    ['half a surrogate pair', update({ text: 'a\ud83d' }), /text/],
    ['the other half', update({ text: '\udd8a' }), /text/],
    ['a property that nothing has', update({ shadow: 1 }), /no property shadow/],
    ['a property that objects inherit', update({ constructor: 'x' }), /no property constructor/],
    ['another prototype', update(JSON.parse('{"__proto__": 1}') as object), /no property __proto__/],
    ['another id', update({ id: 'B'.repeat(22) }), /no property id/],
    ['another type', update({ type: 'stroke' }), /no property type/],
    ['an unknown expectation', { ...updateElement(id, {}), expect: { shadow: 1 } as object }, /shadow/],
    ['a missing property', create({ ...box, width: undefined }), /width/],
    ['an unknown type of element', create({ ...box, type: 'hexagon' }), /type/],
    ['a type that objects inherit', create({ ...box, type: 'constructor' }), /type/],
    ['an unknown type of operation', { type: 'explode', id } as unknown as Operation, /type/],
    ['a setting that there is not', changeSettings({ theme: 'dark' } as object), /theme/],
    ['a setting with a bad value', changeSettings({ pattern: 'stars' as 'dots' }), /pattern/],
    [
      'a bad expectation of a setting',
      { ...changeSettings({}), expect: { background: '' } as object },
      /background/,
    ],
  ])('%s', (_, operation, reason) => {
    expect(badOperation(operation)).toMatch(reason)
  })

  test.each<[string, Operation]>([
    ['too many points', create({ ...drawn, ink: inkOf(maxInkPoints + 1) })],
    ['too many points in the end', extendStroke(id, maxInkPoints, inkOf(1))],
    ['a place before the first point', extendStroke(id, -1, inkOf(1))],
    ['a place between points', extendStroke(id, 0.5, inkOf(1))],
    ['a place that is no number', extendStroke(id, NaN, inkOf(1))],
    ['an endless place', extendStroke(id, Infinity, inkOf(1))],
    ['too coarse a grid', extendStroke(id, 0, inkOf(1, minGrid - 1))],
    ['too fine a grid', extendStroke(id, 0, inkOf(1, maxGrid + 1))],
    ['half a grid', extendStroke(id, 0, inkOf(1, 2.5))],
    ['too fine a grid of a new stroke', create({ ...drawn, ink: inkOf(1, maxGrid + 1) })],
  ])('ink with %s', (_, operation) => {
    expect(badOperation(operation)).toMatch(/points|from|grid/)
  })

  test.each([
    ['half a range', [1]],
    ['a range backwards', [5, 4]],
    ['a range from before the start', [-1, 4]],
    ['a range between units', [0.5, 4]],
    ['a range to NaN', [0, NaN]],
    ['a range to the end of the world', [0, Infinity]],
    ['too many ranges', ranges(maxErasedNumbers + 2)],
  ])('%s', (_, list) => {
    expect(badOperation(eraseStroke(id, 'k', list))).toMatch(/range/)
    expect(badOperation(create({ ...drawn, erased: { k: list } }))).toMatch(/range/)
  })

  test.each(['', '__proto__', '-a', 'a b', 'a\n', 'ä', 'k'.repeat(maxKeyLength + 1)])(
    'the erasing key %j',
    (key) => {
      expect(badOperation(eraseStroke(id, key, [0, 1]))).toMatch(/key/)
      const erased = Object.fromEntries([[key, [0, 1]]])
      expect(badOperation(create({ ...drawn, erased }))).toMatch(/key/)
    },
  )

  test('too many erasings', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, [0, 1]]))
    expect(badOperation(create({ ...drawn, erased: many(maxErasings) }))).toBeUndefined()
    expect(badOperation(create({ ...drawn, erased: many(maxErasings + 1) }))).toMatch(/erased/)
  })
})
