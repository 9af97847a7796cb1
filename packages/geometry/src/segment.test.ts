import { describe, expect, test } from 'vitest'
import type { Vector } from './point.ts'
import { distanceBetweenSegments, distanceToSegment } from './segment.ts'

const at = (x: number, y: number): Vector => ({ x, y })

describe('from a point to a segment', () => {
  test.each<[string, Vector, Vector, Vector, number]>([
    ['above the middle', at(5, 3), at(0, 0), at(10, 0), 3],
    ['on it', at(5, 0), at(0, 0), at(10, 0), 0],
    ['on its end', at(10, 0), at(0, 0), at(10, 0), 0],
    ['beyond its end, in line', at(14, 0), at(0, 0), at(10, 0), 4],
    ['beyond its start, aside', at(-3, 4), at(0, 0), at(10, 0), 5],
    ['beside a slope', at(0, 10), at(0, 0), at(10, 10), Math.SQRT1_2 * 10],
    ['a segment without length', at(3, 4), at(0, 0), at(0, 0), 5],
    ['a segment without length, on it', at(7, 7), at(7, 7), at(7, 7), 0],
    // The square of the length is too small for a number here.
    ['a segment with hardly any length', at(3, 4), at(0, 0), at(1e-200, 0), 5],
    ['far from the origin', at(4e9 + 5, 4e9 + 3), at(4e9, 4e9), at(4e9 + 10, 4e9), 3],
  ])('%s', (_, point, a, b, expected) => {
    expect(distanceToSegment(point, a, b)).toBeCloseTo(expected, 9)
    expect(distanceToSegment(point, b, a)).toBeCloseTo(expected, 9)
  })
})

describe('between two segments', () => {
  test.each<[string, Vector, Vector, Vector, Vector, number]>([
    ['crossing', at(0, 0), at(10, 10), at(0, 10), at(10, 0), 0],
    ['meeting at an end', at(0, 0), at(10, 0), at(10, 0), at(20, 5), 0],
    ['one ending on the other', at(0, 0), at(10, 0), at(5, 0), at(5, 9), 0],
    ['in line, overlapping', at(0, 0), at(10, 0), at(5, 0), at(15, 0), 0],
    ['in line, one within the other', at(0, 0), at(10, 0), at(3, 0), at(4, 0), 0],
    ['in line, apart', at(0, 0), at(10, 0), at(13, 0), at(15, 0), 3],
    ['side by side', at(0, 0), at(10, 0), at(0, 4), at(10, 4), 4],
    ['not far enough to cross', at(0, 0), at(10, 0), at(5, 2), at(5, 9), 2],
    ['their lines cross, they do not', at(0, 0), at(1, 0), at(4, -4), at(4, 4), 3],
    ['a dot and a segment', at(5, 3), at(5, 3), at(0, 0), at(10, 0), 3],
    ['a dot on a segment', at(5, 0), at(5, 0), at(0, 0), at(10, 0), 0],
    ['two dots', at(0, 0), at(0, 0), at(3, 4), at(3, 4), 5],
    ['the same dot twice', at(1, 1), at(1, 1), at(1, 1), at(1, 1), 0],
    ['the same segment twice', at(0, 0), at(7, 3), at(0, 0), at(7, 3), 0],
  ])('%s', (_, a, b, c, d, expected) => {
    for (const [p, q] of [
      [a, b],
      [b, a],
    ] as const)
      for (const [r, s] of [
        [c, d],
        [d, c],
      ] as const) {
        expect(distanceBetweenSegments(p, q, r, s)).toBeCloseTo(expected, 9)
        expect(distanceBetweenSegments(r, s, p, q)).toBeCloseTo(expected, 9)
      }
  })
})
