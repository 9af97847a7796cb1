import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaAround, boxOf, seenArea, showsBox, tileArea, tileKey, tileSize, tilesOf } from './tile-grid.ts'

const views = fc.record({
  x: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  y: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  zoom: fc.double({ min: 0.02, max: 64, noNaN: true }),
})
const ratios = fc.constantFrom(1, 1.25, 1.5, 2, 3)

test('whatever is seen, the tiles cover it, and each tile once', () => {
  fc.assert(
    fc.property(
      views,
      ratios,
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 2000 }),
      (...of) => {
        const area = seenArea(...of)
        const tiles = tilesOf(area)
        expect(new Set(tiles.map(tileKey)).size).toBe(tiles.length)
        const areas = tiles.map(tileArea)
        expect(Math.min(...areas.map(({ x }) => x))).toBeLessThanOrEqual(area.x)
        expect(Math.min(...areas.map(({ y }) => y))).toBeLessThanOrEqual(area.y)
        expect(Math.max(...areas.map(({ x }) => x + tileSize))).toBeGreaterThanOrEqual(area.x + area.width)
        expect(Math.max(...areas.map(({ y }) => y + tileSize))).toBeGreaterThanOrEqual(area.y + area.height)
        for (const tile of areas) expect(showsBox(area, boxOf(tile))).toBe(true)
      },
    ),
  )
})

test('the corner of what is seen is at most half a device pixel from where the view has it', () => {
  fc.assert(
    fc.property(views, ratios, (view, ratio) => {
      const { scale, x, y } = seenArea(view, ratio, 800, 600)
      expect(scale).toBe(view.zoom * ratio)
      expect(Math.abs(x - view.x * scale)).toBeLessThanOrEqual(0.5)
      expect(Math.abs(y - view.y * scale)).toBeLessThanOrEqual(0.5)
      expect([Number.isInteger(x), Number.isInteger(y)]).toEqual([true, true])
    }),
  )
})

test('a pan keeps the tiles: their keys do not depend on where between two pixels the view is', () => {
  const keys = (x: number) =>
    tilesOf(seenArea({ x, y: 0, zoom: 1.7 }, 1.5, 800, 600))
      .map(tileKey)
      .sort()
  expect(keys(10)).toEqual(keys(10.3))
})

test('the middle of what is seen comes first', () => {
  const [first] = tilesOf({ scale: 1, x: 0, y: 0, width: 3 * tileSize, height: 3 * tileSize })
  expect(first).toEqual({ scale: 1, column: 1, row: 1 })
})

test('a ring is one tile more on each side', () => {
  const area = { scale: 2, x: 0, y: 0, width: tileSize, height: tileSize }
  expect(tilesOf(area)).toHaveLength(1)
  expect(tilesOf(area, 1)).toHaveLength(9)
})

describe('paint in a box', () => {
  const tile = tileArea({ scale: 2, column: 1, row: 0 })
  test.each([
    ['in it', { minX: 300, minY: 10, maxX: 310, maxY: 20 }, true],
    ['over its edge', { minX: 200, minY: 10, maxX: 257, maxY: 20 }, true],
    ['smoothed into it', { minX: 200, minY: 10, maxX: 255.8, maxY: 20 }, true],
    ['beside it', { minX: 200, minY: 10, maxX: 255, maxY: 20 }, false],
    ['below it', { minX: 300, minY: 257, maxX: 310, maxY: 300 }, false],
  ])('%s', (_, box, seen) => {
    expect(showsBox(tile, box)).toBe(seen)
  })
})

test('an area is widened on all sides', () => {
  expect(areaAround({ scale: 1, x: 0, y: 10, width: 5, height: 6 }, 2)).toEqual({
    scale: 1,
    x: -2,
    y: 8,
    width: 9,
    height: 10,
  })
})
