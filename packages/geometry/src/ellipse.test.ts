import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceToEllipse } from './ellipse.ts'
import type { Vector } from './point.ts'

const at = (x: number, y: number): Vector => ({ x, y })
const origin = at(0, 0)

describe('distance to the outline', () => {
  test.each<[string, Vector, number, number, number]>([
    ['outside a circle', at(13, 0), 10, 10, 3],
    ['inside a circle', at(0, 6), 10, 10, 4],
    ['on a circle', at(6, 8), 10, 10, 0],
    ['in the centre of a circle', origin, 10, 10, 10],
    ['in the centre of an ellipse', origin, 20, 5, 5],
    ['on the long axis', at(20, 0), 20, 5, 0],
    ['on the short axis', at(0, -5), 20, 5, 0],
    ['just beyond the long axis', at(20.01, 0), 20, 5, 0.01],
  ])('%s', (_, point, radiusX, radiusY, expected) => {
    expect(distanceToEllipse(point, origin, radiusX, radiusY)).toBeCloseTo(expected, 9)
  })
})

describe('without width or height it is a segment or a dot', () => {
  test.each<[string, Vector, number, number, number]>([
    ['a dot', at(3, 4), 0, 0, 5],
    ['a dot, on it', origin, 0, 0, 0],
    ['a level segment, above it', at(2, 3), 10, 0, 3],
    ['a level segment, on it', at(2, 0), 10, 0, 0],
    ['a level segment, beyond it', at(13, 4), 10, 0, 5],
    ['an upright segment', at(3, 2), 0, 10, 3],
    ['negative radii', at(3, 4), -1, -1, 5],
    // Their squares are too small for a number.
    ['a width that is hardly there', at(3, 0), 1e-200, 10, 3],
    ['a width that is hardly there, in line with it', at(0, 13), 1e-200, 10, 3],
    ['hardly a dot', at(3, 4), 1e-200, 1e-200, 5],
  ])('%s', (_, point, radiusX, radiusY, expected) => {
    expect(distanceToEllipse(point, origin, radiusX, radiusY)).toBeCloseTo(expected, 9)
  })
})

const radius = fc.double({ min: 1, max: 1000, noNaN: true })
const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })

test('points of the outline are at no distance, wherever the ellipse lies', () => {
  fc.assert(
    fc.property(radius, radius, angle, (radiusX, radiusY, turn) => {
      const center = at(-300, 70)
      const point = at(center.x + radiusX * Math.cos(turn), center.y + radiusY * Math.sin(turn))
      expect(distanceToEllipse(point, center, radiusX, radiusY)).toBeLessThan(1e-9)
    }),
  )
})

test('near the outline it is the true distance, within a tenth', () => {
  const mild = fc.double({ min: 0.25, max: 4, noNaN: true })
  const step = fc.double({ min: -0.01, max: 0.01, noNaN: true })
  fc.assert(
    fc.property(radius, mild, angle, step, (radiusX, ratio, turn, part) => {
      const radiusY = radiusX * ratio
      // Along the normal, and for less than the radius of curvature, the foot of the perpendicular is where we started.
      const normal = at(Math.cos(turn) / radiusX, Math.sin(turn) / radiusY)
      const size = Math.hypot(normal.x, normal.y)
      const off = part * Math.min(radiusX ** 2 / radiusY, radiusY ** 2 / radiusX)
      const point = at(
        radiusX * Math.cos(turn) + (normal.x / size) * off,
        radiusY * Math.sin(turn) + (normal.y / size) * off,
      )
      const found = distanceToEllipse(point, origin, radiusX, radiusY)
      expect(found).toBeLessThanOrEqual(Math.abs(off) * 1.1 + 1e-9)
      expect(found).toBeGreaterThanOrEqual(Math.abs(off) * 0.9 - 1e-9)
    }),
  )
})

test('it is always a number, and never negative', () => {
  const any = fc.double({ min: -(2 ** 33), max: 2 ** 33, noNaN: true })
  const anyRadius = fc.double({ min: 0, max: 2 ** 32, noNaN: true })
  fc.assert(
    fc.property(any, any, anyRadius, anyRadius, (x, y, radiusX, radiusY) => {
      expect(distanceToEllipse(at(x, y), origin, radiusX, radiusY)).toBeGreaterThanOrEqual(0)
    }),
  )
})
