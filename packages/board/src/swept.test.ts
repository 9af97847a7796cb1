import { distanceToSegment } from '@drawbridge/geometry'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inkAt } from './elements/stroke.ts'
import { erasedUnit } from './erased.ts'
import { stroke } from './make.ts'
import { sweptRanges } from './swept.ts'

const made = (points: readonly (readonly [number, number])[], zoom = 1) =>
  stroke({
    id: 'A'.repeat(22),
    index: 'a0',
    strokeWidth: 2,
    points: points.map(([x, y]) => ({ x, y })),
    zoom,
  })
const at = (x: number, y: number) => ({ x, y })
const line = made([[0, 0], [100, 0], [200, 0]]) // prettier-ignore

describe('what a disc sweeps off a stroke', () => {
  test('is cut out of the middle of a long segment, the width of both counted', () => {
    expect(sweptRanges(line, at(50, -30), at(50, 30), 9)).toEqual([102, 154])
  })

  test('goes across points', () => {
    expect(sweptRanges(line, at(90, 0), at(110, 0), 9)).toEqual([204, 308])
  })

  test('is nothing where it passes by, or only touches', () => {
    expect(sweptRanges(line, at(0, 12), at(200, 12), 9)).toEqual([])
    expect(sweptRanges(line, at(0, 10), at(0, 30), 9)).toEqual([])
  })

  test('is all of a dot', () => {
    const dot = made([[5, 5]])
    expect(sweptRanges(dot, at(5, 0), at(5, 9), 2)).toEqual([0, 1])
    expect(sweptRanges(dot, at(9, 0), at(9, 9), 2)).toEqual([])
  })

  test('is several ranges where the stroke comes back', () => {
    const bent = made([[0, 0], [100, 0], [100, 50], [0, 50]]) // prettier-ignore
    expect(sweptRanges(bent, at(50, -30), at(50, 80), 9)).toHaveLength(4)
  })

  test('is where the stroke is seen, however it is turned, mirrored and resized', () => {
    const turned = { ...line, rotation: Math.PI / 2 }
    // About its middle at (100, 0): it now runs down from (100, -100).
    expect(sweptRanges(turned, at(80, -50), at(120, -50), 9)).toEqual([102, 154])
    const mirrored = { ...line, scaleX: -0.5 }
    expect(sweptRanges(mirrored, at(-25, -30), at(-25, 30), 4)).toEqual([102, 154])
  })

  test('holds the points that the disc covers, and beyond them less than a unit, at any zoom and place', () => {
    const coordinate = fc.integer({ min: -200, max: 200 })
    const point = fc.tuple(coordinate, coordinate)
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 12 }),
        point,
        point,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(0.05, 1, 64),
        (points, from, to, radius, zoom) => {
          const unit = 1 / zoom
          const [dx, dy] = [1000 * unit, -70 * unit]
          const scaled = ([x, y]: readonly [number, number]) => [x * unit + dx, y * unit + dy] as const
          const swept = made(points.map(scaled), zoom)
          const [a, b] = [from, to].map((place) => at(...scaled(place))) as [
            { x: number; y: number },
            { x: number; y: number },
          ]
          const ranges = sweptRanges(swept, a, b, radius * unit)
          const covered = (position: number) => {
            const { x, y } = inkAt(swept.ink, position)
            return distanceToSegment(at(x + swept.x, y + swept.y), a, b) <= radius * unit + 1
          }
          const inside = (value: number) =>
            ranges.some((start, i) => i % 2 === 0 && start <= value && value <= (ranges[i + 1] ?? 0))
          for (let value = 0; value <= (swept.ink.length - 1) * erasedUnit; value += 16)
            if (covered(value / erasedUnit)) {
              // One that is only touched at a single point loses nothing.
              const more = [-1, 1].some((step) => covered((value + step) / erasedUnit))
              if (more) expect(inside(value)).toBe(true)
            } else {
              const near = Array.from({ length: 9 }, (_, i) => (value - 1 + i / 4) / erasedUnit)
              if (!near.some(covered)) expect(inside(value)).toBe(false)
            }
        },
      ),
    )
  })
})
