import { anyInk, anyInkPoint } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gridForZoom, Ink, maxGrid, minGrid } from './ink.ts'

const numbers = (ink: Ink) => [...ink.raw()]
/** Ink whose quads are whole numbers that can be told apart. */
const inkOf = (...values: number[]) =>
  Ink.fromRaw(0, Int32Array.from(values.flatMap((value) => [value, -value, value % 256, value])))

describe('ink is a value', () => {
  test('inks that branch off one another never write into each other', () => {
    const step = fc.tuple(fc.nat(), fc.nat(), fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const family: { ink: Ink; model: readonly number[] }[] = [{ ink: Ink.empty(0), model: [] }]
        for (const [whose, where, values] of steps) {
          const parent = family[whose % family.length]
          if (!parent) continue
          const from = where % (parent.model.length + 1)
          family.push({
            ink: parent.ink.spliced(from, inkOf(...values)),
            model: [...parent.model.slice(0, from), ...values],
          })
        }
        for (const { ink, model } of family) {
          expect(numbers(ink)).toEqual(numbers(inkOf(...model)))
          expect(ink.length).toBe(model.length)
        }
      }),
    )
  })

  test('two appends to the same ink, each followed by more', () => {
    const base = Ink.empty(0).spliced(0, inkOf(1, 2)).spliced(2, inkOf(3))
    const one = base.spliced(3, inkOf(4))
    const other = base.spliced(3, inkOf(5))
    const oneMore = one.spliced(4, inkOf(6))
    const otherMore = other.spliced(4, inkOf(7, 8))
    expect(numbers(base)).toEqual(numbers(inkOf(1, 2, 3)))
    expect(numbers(oneMore)).toEqual(numbers(inkOf(1, 2, 3, 4, 6)))
    expect(numbers(otherMore)).toEqual(numbers(inkOf(1, 2, 3, 5, 7, 8)))
    expect(numbers(one)).toEqual(numbers(inkOf(1, 2, 3, 4)))
  })

  test('appending ink to itself', () => {
    const ink = Ink.empty(0).spliced(0, inkOf(1, 2, 3))
    expect(numbers(ink.spliced(3, ink))).toEqual(numbers(inkOf(1, 2, 3, 1, 2, 3)))
    expect(numbers(ink.spliced(1, ink))).toEqual(numbers(inkOf(1, 1, 2, 3)))
  })

  test('a slice stands for itself', () => {
    const ink = inkOf(1, 2, 3)
    const tail = ink.slice(1)
    const longer = ink.spliced(1, inkOf(9, 9))
    expect(numbers(tail)).toEqual(numbers(inkOf(2, 3)))
    expect(numbers(longer)).toEqual(numbers(inkOf(1, 9, 9)))
    expect(ink.slice(3).length).toBe(0)
    expect(ink.slice(9).length).toBe(0)
    expect(ink.slice(-1).equals(ink)).toBe(true)
  })
})

test('a growing stroke is not copied with every point', () => {
  let ink = Ink.empty(0)
  let copies = 0
  for (let i = 0; i < 20_000; i++) {
    const before = ink.raw().buffer
    ink = ink.spliced(i, inkOf(i))
    if (ink.raw().buffer !== before) copies++
  }
  expect(ink.length).toBe(20_000)
  expect(copies).toBeLessThan(30)
})

describe('equals', () => {
  test('is what the numbers say, however they came about', () => {
    fc.assert(
      fc.property(anyInk, fc.nat(), (ink, cut) => {
        const at = cut % (ink.length + 1)
        const rebuilt = Ink.empty(ink.grid)
          .spliced(0, Ink.fromRaw(ink.grid, ink.raw().slice(0, at * 4)))
          .spliced(at, ink.slice(at))
        expect(rebuilt.equals(ink)).toBe(true)
        expect(ink.equals(rebuilt)).toBe(true)
      }),
    )
  })

  test.each([
    ['a longer one', inkOf(1, 2, 3)],
    ['a shorter one', inkOf(1)],
    ['another point', inkOf(1, 3)],
    ['another grid', Ink.fromRaw(1, inkOf(1, 2).raw().slice())],
    ['another pressure', Ink.fromRaw(0, Int32Array.of(1, -1, 1, 1, 2, -2, 3, 2))],
    ['another time', Ink.fromRaw(0, Int32Array.of(1, -1, 1, 1, 2, -2, 2, 3))],
  ])('not %s', (_, other) => {
    expect(inkOf(1, 2).equals(other)).toBe(false)
    expect(other.equals(inkOf(1, 2))).toBe(false)
  })
})

describe('quantising', () => {
  test('moves a point by at most half a step of the grid', () => {
    fc.assert(
      fc.property(
        fc.array(anyInkPoint, { maxLength: 20 }),
        fc.integer({ min: -8, max: 12 }),
        (points, grid) => {
          const ink = Ink.from(points, grid)
          const half = 2 ** -grid / 2
          points.forEach((point, i) => {
            expect(Math.abs(ink.x(i) - point.x)).toBeLessThanOrEqual(half)
            expect(Math.abs(ink.y(i) - point.y)).toBeLessThanOrEqual(half)
            expect(Math.abs(ink.pressure(i) - (point.pressure ?? 0.5))).toBeLessThanOrEqual(0.5 / 255 + 1e-12)
            expect(ink.time(i)).toBe(point.time ?? 0)
          })
        },
      ),
    )
  })

  test('is done once: what was quantised stays as it is', () => {
    fc.assert(
      fc.property(fc.array(anyInkPoint, { maxLength: 20 }), (points) => {
        const ink = Ink.from(points, 3)
        const read = points.map((_, i) => ({
          x: ink.x(i),
          y: ink.y(i),
          pressure: ink.pressure(i),
          time: ink.time(i),
        }))
        expect(Ink.from(read, 3).equals(ink)).toBe(true)
      }),
    )
  })

  test('at any zoom within the range, a point stays within a sixteenth of a pixel', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 64, noNaN: true }), (zoom) => {
        expect((2 ** -gridForZoom(zoom) / 2) * zoom).toBeLessThanOrEqual(1 / 16)
      }),
    )
  })

  test.each([
    [1, 3],
    [0.5, 2],
    [1.01, 4],
    [0, minGrid],
    [-1, minGrid],
    [Infinity, maxGrid],
    [1e30, maxGrid],
  ])('zoom %d has grid %d', (zoom, grid) => {
    expect(gridForZoom(zoom)).toBe(grid)
  })

  test('pressure and time are held to their range', () => {
    const ink = Ink.from(
      [
        { x: 0, y: 0, pressure: -1, time: -5 },
        { x: 0, y: 0, pressure: 7, time: 1e300 },
        { x: 0, y: 0, pressure: NaN, time: NaN },
      ],
      0,
    )
    expect(numbers(ink)).toEqual([0, 0, 0, 0, 0, 0, 255, 2 ** 31 - 1, 0, 0, 0, 0])
  })
})

describe('what cannot be kept is refused', () => {
  test.each([
    ['NaN', { x: NaN, y: 0 }, 0],
    ['NaN in y', { x: 0, y: NaN }, 0],
    ['infinity', { x: Infinity, y: 0 }, 0],
    ['minus infinity', { x: 0, y: -Infinity }, 0],
    ['too far', { x: 2 ** 31, y: 0 }, 0],
    ['too far for so fine a grid', { x: 2100, y: 0 }, maxGrid],
  ])('%s', (_, point, grid) => {
    expect(() => Ink.from([{ x: 0, y: 0 }, point], grid)).toThrow(RangeError)
  })

  test('the farthest points that fit are kept', () => {
    const far = 2 ** 31 - 1
    expect(numbers(Ink.from([{ x: far, y: -far }], 0)).slice(0, 2)).toEqual([far, -far])
  })
})
