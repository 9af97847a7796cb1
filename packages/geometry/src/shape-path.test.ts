import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flatten } from './flatten.ts'
import { polygonContains, polygonEntry } from './polygon.ts'
import { boxCorners, rotate, rotatedBounds } from './rotation.ts'
import { shapeNames, shapePath } from './shape-path.ts'

describe.each(shapeNames)('%s', (name) => {
  const size = fc.record({
    width: fc.double({ min: 0, max: 5000, noNaN: true }),
    height: fc.double({ min: 0, max: 5000, noNaN: true }),
    radius: fc.double({ min: 0, max: 5000, noNaN: true }),
  })

  test('fills its box and stays inside it, whatever its size', () => {
    fc.assert(
      fc.property(size, ({ width, height, radius }) => {
        const points = flatten(shapePath(name, { width, height, radius })).flat()
        const slack = 1e-6 + 0.005 * Math.max(width, height)
        for (const { x, y } of points) {
          expect(x).toBeGreaterThanOrEqual(-slack)
          expect(x).toBeLessThanOrEqual(width + slack)
          expect(y).toBeGreaterThanOrEqual(-slack)
          expect(y).toBeLessThanOrEqual(height + slack)
        }
      }),
    )
  })

  test('holds its middle, and a way to the middle enters it once', () => {
    const [outline = []] = flatten(shapePath(name, { width: 100, height: 60, radius: 8 }))
    expect(polygonContains(outline, { x: 50, y: 30.01 })).toBe(true)
    expect(polygonContains(outline, { x: 200, y: 30 })).toBe(false)
    for (const from of [
      { x: 200, y: 31 },
      { x: 50, y: -90 },
      { x: -70, y: 200 },
    ]) {
      const entry = polygonEntry(outline, from, { x: 50, y: 30 })
      expect(entry).toBeDefined()
      expect(entry?.x).toBeGreaterThanOrEqual(-0.6)
      expect(entry?.x).toBeLessThanOrEqual(100.6)
    }
  })
})

describe('rotation', () => {
  const box = { minX: 0, minY: 0, maxX: 100, maxY: 40 }

  test('a quarter turn is clockwise on a screen', () => {
    const { x, y } = rotate({ x: 10, y: 0 }, { x: 0, y: 0 }, Math.PI / 2)
    expect(x).toBeCloseTo(0)
    expect(y).toBeCloseTo(10)
  })

  test('bounds hold every corner, and are the box itself when nothing is turned', () => {
    expect(rotatedBounds(box, 0)).toBe(box)
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (angle) => {
        const bounds = rotatedBounds(box, angle)
        for (const { x, y } of boxCorners(box, angle)) {
          expect(x).toBeGreaterThanOrEqual(bounds.minX - 1e-9)
          expect(x).toBeLessThanOrEqual(bounds.maxX + 1e-9)
          expect(y).toBeGreaterThanOrEqual(bounds.minY - 1e-9)
          expect(y).toBeLessThanOrEqual(bounds.maxY + 1e-9)
        }
      }),
    )
  })
})
