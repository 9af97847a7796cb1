import { describe, expect, test } from 'vitest'
import type { Box } from './box.ts'
import {
  boxBetween,
  boxContainsBox,
  boxContainsPoint,
  boxExpand,
  boxUnion,
  boxesOverlap,
  emptyBox,
  isEmptyBox,
} from './box.ts'

const box = (minX: number, minY: number, maxX: number, maxY: number): Box => ({ minX, minY, maxX, maxY })
const dot = box(5, 5, 5, 5)
const flat = box(0, 5, 10, 5)
const square = box(0, 0, 10, 10)

describe('empty boxes', () => {
  test.each([
    ['the empty box', emptyBox, true],
    ['a dot', dot, false],
    ['a flat box', flat, false],
    ['a box turned over in x', box(1, 0, 0, 1), true],
    ['a box turned over in y', box(0, 1, 1, 0), true],
    ['a box shrunk to nothing', boxExpand(square, -5), false],
    ['a box shrunk to less than nothing', boxExpand(square, -5.01), true],
    ['the empty box with a margin', boxExpand(emptyBox, 100), true],
  ])('%s: %j', (_, value, empty) => {
    expect(isEmptyBox(value)).toBe(empty)
  })

  test('joined to another the empty box adds nothing', () => {
    expect(boxUnion(emptyBox, square)).toEqual(square)
    expect(boxUnion(dot, emptyBox)).toEqual(dot)
    expect(isEmptyBox(boxUnion(emptyBox, emptyBox))).toBe(true)
  })

  test('the empty box meets and holds nothing, and lies within everything', () => {
    expect(boxesOverlap(emptyBox, square)).toBe(false)
    expect(boxesOverlap(emptyBox, emptyBox)).toBe(false)
    expect(boxContainsPoint(emptyBox, { x: 0, y: 0 })).toBe(false)
    expect(boxContainsBox(emptyBox, dot)).toBe(false)
    expect(boxContainsBox(dot, emptyBox)).toBe(true)
  })
})

test.each([
  [{ x: 0, y: 0 }, { x: 10, y: 10 }, square],
  [{ x: 10, y: 0 }, { x: 0, y: 10 }, square],
  [{ x: 10, y: 5 }, { x: 0, y: 5 }, flat],
  [{ x: 5, y: 5 }, { x: 5, y: 5 }, dot],
])('the box between %j and %j', (a, b, expected) => {
  expect(boxBetween(a, b)).toEqual(expected)
  expect(boxBetween(b, a)).toEqual(expected)
})

describe('edges belong to boxes', () => {
  test.each([
    ['side by side', box(10, 0, 20, 10), true],
    ['corner to corner', box(10, 10, 20, 20), true],
    ['a hair apart', box(10.001, 0, 20, 10), false],
    ['one in the other', box(4, 4, 6, 6), true],
    ['crossing', box(4, -10, 6, 20), true],
    ['a dot inside', dot, true],
    ['a dot on the edge', box(10, 3, 10, 3), true],
    ['a flat box through it', box(-5, 5, 15, 5), true],
    ['level with it, but far off', box(20, 0, 30, 10), false],
  ])('overlap: %s', (_, other, overlap) => {
    expect(boxesOverlap(square, other)).toBe(overlap)
    expect(boxesOverlap(other, square)).toBe(overlap)
  })

  test.each([
    ['itself', square, true],
    ['a dot in its corner', box(0, 0, 0, 0), true],
    ['a flat box', flat, true],
    ['one that sticks out', box(4, 4, 10.001, 6), false],
    ['one around it', box(-1, -1, 11, 11), false],
  ])('holds %s', (_, inner, holds) => {
    expect(boxContainsBox(square, inner)).toBe(holds)
  })

  test.each([
    [{ x: 0, y: 0 }, true],
    [{ x: 10, y: 5 }, true],
    [{ x: 10.001, y: 5 }, false],
    [{ x: 5, y: -0.001 }, false],
    [{ x: NaN, y: 5 }, false],
  ])('holds the point %j', (point, holds) => {
    expect(boxContainsPoint(square, point)).toBe(holds)
  })
})

test('expanding grows every side', () => {
  expect(boxExpand(dot, 2)).toEqual(box(3, 3, 7, 7))
  expect(boxExpand(boxExpand(square, 3), -3)).toEqual(square)
})
