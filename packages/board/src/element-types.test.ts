import { boxContainsPoint, isEmptyBox } from '@drawbridge/geometry'
import { anyElement } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Element } from './element.ts'
import { distanceToElement, elementBounds, elementType, elementTypes } from './element-types.ts'
import { ellipse, line, rectangle, stroke, text } from './make.ts'
import { propertyKinds } from './property.ts'

const base = { id: 'A'.repeat(22), index: 'a0' }
const box = (minX: number, minY: number, maxX: number, maxY: number) => ({ minX, minY, maxX, maxY })
const wide = box(0, 0, 100, 40)
const dotBox = box(5, 5, 5, 5)

const hollow = rectangle({ ...base, box: wide, strokeWidth: 4 })
const filled = { ...hollow, fill: 'red' }
const dotRectangle = rectangle({ ...base, box: dotBox, strokeWidth: 2, fill: 'red' })
const flatRectangle = rectangle({ ...base, box: box(0, 5, 10, 5), strokeWidth: 2, fill: 'red' })
const ring = ellipse({ ...base, box: box(0, 0, 20, 20), strokeWidth: 4 })
const disc = { ...ring, fill: 'red' }
const flatEllipse = ellipse({ ...base, box: box(0, 5, 10, 5), strokeWidth: 2, fill: 'red' })
const dotEllipse = ellipse({ ...base, box: dotBox, strokeWidth: 2 })
const slope = line({ ...base, from: { x: 10, y: 10 }, to: { x: 4, y: 2 }, strokeWidth: 2 })
const dotLine = line({ ...base, from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, strokeWidth: 2 })
const words = text({ ...base, at: { x: 10, y: 10 }, text: 'words', width: 50, height: 25 })
const noWords = text({ ...base, at: { x: 10, y: 10 }, text: '', width: 0, height: 0 })
const level = stroke({ ...base, points: [0, 10, 20].map((x) => ({ x: x + 100, y: 100 })), strokeWidth: 2 })
const dotStroke = stroke({ ...base, points: [{ x: 5, y: 5 }], strokeWidth: 2 })
const stillStroke = stroke({ ...base, points: Array(3).fill({ x: 5, y: 5 }), strokeWidth: 2 })
const noStroke = stroke({ ...base, points: [] })
const rubbed = { ...level, erased: { k: [0, 384] } }
const gone = { ...level, erased: { k: [0, 512] } }

describe('distance to what is drawn', () => {
  test.each<[string, Element, number, number, number]>([
    ['a hollow rectangle, far inside', hollow, 50, 20, 18],
    ['a hollow rectangle, on its line', hollow, 50, 1, 0],
    ['a hollow rectangle, outside', hollow, 110, 20, 8],
    ['a hollow rectangle, off a corner', hollow, 103, 44, 3],
    ['a filled rectangle, inside', filled, 50, 20, 0],
    ['a filled rectangle, outside', filled, 110, 20, 8],
    ['a rectangle that is a dot', dotRectangle, 8, 9, 4],
    ['a rectangle without height', flatRectangle, 5, 8, 2],
    ['a ring, in its centre', ring, 10, 10, 8],
    ['a ring, on its line', ring, 20, 10, 0],
    ['a ring, outside', ring, 25, 10, 3],
    ['a disc, inside', disc, 10, 10, 0],
    ['a disc, outside', disc, 25, 10, 3],
    ['an ellipse without height, on it', flatEllipse, 5, 5, 0],
    ['an ellipse without height, beside it', flatEllipse, 5, 9, 3],
    ['an ellipse that is a dot', dotEllipse, 8, 9, 4],
    ['a line, on it', slope, 7, 6, 0],
    ['a line, beyond its end', slope, 4, -8, 9],
    ['a line that is a dot', dotLine, 8, 9, 4],
    ['text, inside', words, 30, 20, 0],
    ['text, off a corner', words, 63, 39, 5],
    ['text without size', noWords, 13, 14, 5],
    ['a stroke, on a point', level, 110, 100, 0],
    ['a stroke, between points', level, 115, 103, 2],
    ['a stroke, beyond its end', level, 124, 100, 3],
    ['a stroke that is a dot', dotStroke, 8, 9, 4],
    ['a stroke that did not move', stillStroke, 8, 9, 4],
    ['a stroke without points', noStroke, 0, 0, Infinity],
    ['a stroke, where it is rubbed out', rubbed, 105, 100, 9],
    ['a stroke, where it is kept', rubbed, 118, 100, 0],
    ['a stroke that is all rubbed out', gone, 110, 100, Infinity],
  ])('%s', (_, element, x, y, distance) => {
    expect(distanceToElement(element, { x, y })).toBeCloseTo(distance, 9)
  })

  test('is never negative and always a number', () => {
    const coordinate = fc.double({ min: -(2 ** 33), max: 2 ** 33, noNaN: true })
    fc.assert(
      fc.property(anyElement(), coordinate, coordinate, (element, x, y) => {
        expect(distanceToElement(element, { x, y })).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('bounds', () => {
  test.each<[string, Element, ReturnType<typeof box>]>([
    ['a rectangle with its line', hollow, box(-2, -2, 102, 42)],
    ['an ellipse with its line', ring, box(-2, -2, 22, 22)],
    ['a line from right to left', slope, box(3, 1, 11, 11)],
    ['text', words, box(10, 10, 60, 35)],
    ['a stroke at full pressure', level, box(98, 98, 122, 102)],
    ['a dot', dotStroke, box(3, 3, 7, 7)],
  ])('%s', (_, element, expected) => {
    expect(elementBounds(element)).toEqual(expected)
  })

  test('a stroke without points covers nothing', () => {
    expect(isEmptyBox(elementBounds(noStroke))).toBe(true)
  })

  test('follow a stroke that moves, though its ink is the same', () => {
    elementBounds(level)
    expect(elementBounds({ ...level, x: 0, y: 0 })).toEqual(box(-2, -2, 22, 2))
  })

  test('hold every point at which the element is hit', () => {
    const part = fc.double({ min: -0.5, max: 1.5, noNaN: true })
    const shapes = fc.constantFrom<Element>(
      hollow,
      filled,
      ring,
      disc,
      slope,
      words,
      level,
      rubbed,
      dotStroke,
    )
    fc.assert(
      fc.property(shapes, part, part, (element, partX, partY) => {
        const { minX, minY, maxX, maxY } = elementBounds(element)
        const point = { x: minX + (maxX - minX) * partX, y: minY + (maxY - minY) * partY }
        if (distanceToElement(element, point) === 0)
          expect(boxContainsPoint(elementBounds(element), point)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

test.each(elementTypes)('the row of %s in the table names known properties, each once', (type) => {
  const { properties } = elementType(type)
  expect(elementType(type).type).toBe(type)
  expect(new Set(properties).size).toBe(properties.length)
  for (const name of properties) expect(Object.keys(propertyKinds)).toContain(name)
})
