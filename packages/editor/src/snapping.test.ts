import type { Box } from '@drawbridge/geometry'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { snapBox } from './snapping.ts'

const box = (minX: number, minY: number, width: number, height: number): Box => ({
  minX,
  minY,
  maxX: minX + width,
  maxY: minY + height,
})

describe('a moving box', () => {
  test('comes into line with edges and middles, and says with which', () => {
    const snapped = snapBox(box(103, 203, 50, 50), { boxes: [box(100, 0, 80, 80)], grid: 0 }, 6)
    expect(snapped).toMatchObject({ x: -3, y: 0 })
    expect(snapped.guides).toEqual([{ from: { x: 100, y: 0 }, to: { x: 100, y: 253 } }])
    expect(snapBox(box(117, 203, 50, 50), { boxes: [box(100, 0, 80, 80)], grid: 0 }, 6).x).toBe(-2)
    expect(snapBox(box(140, 203, 50, 50), { boxes: [box(100, 0, 80, 80)], grid: 0 }, 6).x).toBe(0)
  })

  test('keeps the gaps of its neighbours', () => {
    const boxes = [box(0, 0, 50, 50), box(80, 0, 50, 50)]
    expect(snapBox(box(163, 10, 40, 20), { boxes, grid: 0 }, 6)).toMatchObject({ x: -3 })
    expect(snapBox(box(163, 10, 40, 20), { boxes, grid: 0 }, 6).guides).toContainEqual({
      from: { x: 130, y: 25 },
      to: { x: 160, y: 25 },
    })
    const apart = [box(0, 0, 50, 50), box(200, 0, 50, 50)]
    expect(snapBox(box(107, 10, 40, 20), { boxes: apart, grid: 0 }, 6)).toMatchObject({ x: -2 })
  })

  test('comes onto the grid where there is nothing else', () => {
    expect(snapBox(box(23, 57, 50, 50), { boxes: [], grid: 20 }, 6)).toMatchObject({ x: -3, y: 3 })
    expect(snapBox(box(23, 57, 50, 50), { boxes: [], grid: 20 }, 6).guides).toEqual([])
  })
})

const number = fc.integer({ min: -500, max: 500 })
const size = fc.integer({ min: 1, max: 200 })
const anyBox = fc.tuple(number, number, size, size).map((values) => box(...values))

const targets = fc.record({ boxes: fc.array(anyBox, { maxLength: 8 }), grid: fc.constantFrom(0, 20) })

test('it never goes further than the threshold', () => {
  fc.assert(
    fc.property(anyBox, targets, (moving, among) => {
      const { x, y } = snapBox(moving, among, 8)
      expect(Math.abs(x)).toBeLessThanOrEqual(8)
      expect(Math.abs(y)).toBeLessThanOrEqual(8)
    }),
  )
})

test('what has come into line is in line, and says with which', () => {
  const corner = { x: ['max'], y: ['max'] } as const
  fc.assert(
    fc.property(anyBox, targets, (moving, among) => {
      const { x, y, guides } = snapBox(moving, among, 8, corner)
      const there = {
        minX: moving.minX + x,
        maxX: moving.maxX + x,
        minY: moving.minY + y,
        maxY: moving.maxY + y,
      }
      const again = snapBox(there, among, 8, corner)
      // From the grid an element may be near that was too far before.
      if (among.grid === 0) expect([again.x, again.y]).toEqual([0, 0])
      const edges = among.boxes.flatMap(({ minX, maxX }) => [minX, maxX])
      const isOnGrid = among.grid > 0 && there.maxX % among.grid === 0
      if (x !== 0 && !isOnGrid) {
        expect(edges).toContain(there.maxX)
        expect(guides.some(({ from, to }) => from.x === there.maxX && to.x === there.maxX)).toBe(true)
      }
    }),
  )
})
