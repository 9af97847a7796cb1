import { anyElement, anyOperation } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyToElement, applyToSettings } from './apply.ts'
import { badOperation } from './check.ts'
import { defaultSettings } from './element.ts'
import { Ink } from './ink.ts'
import { rectangle, stroke } from './make.ts'
import type { Operation } from './operation.ts'
import {
  changeSettings,
  createElement,
  deleteElement,
  eraseStroke,
  extendStroke,
  updateElement,
} from './operation.ts'

const id = 'A'.repeat(22)
const box = rectangle({ id, index: 'a0', box: { minX: 0, minY: 0, maxX: 10, maxY: 10 } })
const drawn = stroke({ id, index: 'a0', points: [0, 10, 20].map((x) => ({ x, y: 0 })) })
const more = Ink.from([{ x: 30, y: 0 }], drawn.ink.grid)
const xs = (ink: Ink) => Array.from({ length: ink.length }, (_, i) => ink.x(i))

describe('total: any operation on any element, or on none, gives an answer', () => {
  test('that is allowed into a log again', () => {
    fc.assert(
      fc.property(fc.option(anyElement(), { nil: undefined }), anyOperation(), (element, operation) => {
        const after = applyToElement(element, operation)
        if (after) expect(badOperation(createElement(after))).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  test('that is the same every time, and leaves what it was given as it was', () => {
    fc.assert(
      fc.property(anyElement(), anyOperation(), (element, operation) => {
        const ink = element.type === 'stroke' ? [...element.ink.raw()] : []
        const copy = { ...element }
        const once = applyToElement(element, operation)
        expect(applyToElement(element, operation)).toEqual(once)
        expect(element).toEqual(copy)
        if (element.type === 'stroke') expect([...element.ink.raw()]).toEqual(ink)
      }),
    )
  })

  test.each([-1, 0.5, 4, NaN, Infinity, -Infinity, 2 ** 53])('extending from %d is a no-op', (from) => {
    expect(applyToElement(drawn, extendStroke(id, from, more))).toBe(drawn)
  })

  test.each<[string, Operation]>([
    ['update', updateElement(id, { x: 1 })],
    ['delete', deleteElement(id)],
    ['extend', extendStroke(id, 0, more)],
    ['erase', eraseStroke(id, 'k', [0, 1])],
    ['settings', changeSettings({ pattern: 'none' })],
  ])('%s of an element that is gone does not bring it back', (_, operation) => {
    expect(applyToElement(undefined, operation)).toBeUndefined()
  })
})

test('who creates first is the one', () => {
  expect(applyToElement(undefined, createElement(box))).toBe(box)
  expect(applyToElement(box, createElement({ ...box, x: 99 }))).toBe(box)
})

test('update sets what the element has and skips the rest', () => {
  expect(applyToElement(box, updateElement(id, { x: 1, dx: 5, fill: 'red' }))).toEqual({
    ...box,
    x: 1,
    fill: 'red',
  })
})

test('update sets each property only where its own expectation holds', () => {
  const operation = { ...updateElement(id, { x: 1, y: 2, width: 3 }), expect: { x: box.x, y: 77 } }
  expect(applyToElement(box, operation)).toEqual({ ...box, x: 1, width: 3 })
})

test('extend replaces what comes after its place', () => {
  const at = (from: number) => {
    const after = applyToElement(drawn, extendStroke(id, from, more))
    return after?.type === 'stroke' ? xs(after.ink) : undefined
  }
  expect(at(3)).toEqual([0, 10, 20, 30])
  expect(at(1)).toEqual([0, 30])
  expect(at(0)).toEqual([30])
})

test('erase keeps what others erased, and replaces its own', () => {
  const after = [
    eraseStroke(id, 'b', [0, 1]),
    eraseStroke(id, 'a', [5, 6]),
    eraseStroke(id, 'b', [2, 3]),
  ].reduce<ReturnType<typeof applyToElement>>(applyToElement, drawn)
  expect(after).toMatchObject({ erased: { a: [5, 6], b: [2, 3] } })
})

test('settings change only what is named and known', () => {
  expect(applyToSettings(defaultSettings, changeSettings({ pattern: 'none' }))).toEqual({
    ...defaultSettings,
    pattern: 'none',
  })
  expect(applyToSettings(defaultSettings, changeSettings({}))).toBe(defaultSettings)
  const unknown = changeSettings({ unknown: 1 } as object)
  expect(applyToSettings(defaultSettings, unknown)).toBe(defaultSettings)
  const late = { ...changeSettings({ pattern: 'none' as const }), expect: { pattern: 'lines' as const } }
  expect(applyToSettings(defaultSettings, late)).toBe(defaultSettings)
})
