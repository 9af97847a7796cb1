import { boardPoint, screenPoint } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxZoom, minZoom, Viewport } from './viewport.ts'

const coordinate = fc.double({ min: -10_000, max: 10_000, noNaN: true })
const pixel = fc.double({ min: 0, max: 4000, noNaN: true })
const anyViewport = fc
  .tuple(coordinate, coordinate, fc.double({ min: minZoom, max: maxZoom, noNaN: true }))
  .map(([x, y, zoom]) => new Viewport(x, y, zoom))

test('to the screen and back is where it was', () => {
  fc.assert(
    fc.property(anyViewport, coordinate, coordinate, (viewport, x, y) => {
      const back = viewport.toBoard(viewport.toScreen(boardPoint(x, y)))
      expect(back.x).toBeCloseTo(x, 6)
      expect(back.y).toBeCloseTo(y, 6)
    }),
  )
})

test('zooming keeps what is under the pointer', () => {
  fc.assert(
    fc.property(
      anyViewport,
      pixel,
      pixel,
      fc.double({ min: 0, max: 1000, noNaN: true }),
      (viewport, x, y, zoom) => {
        const point = screenPoint(x, y)
        const under = viewport.toBoard(point)
        const after = viewport.zoomAt(point, zoom).toBoard(point)
        expect(after.x).toBeCloseTo(under.x, 6)
        expect(after.y).toBeCloseTo(under.y, 6)
      },
    ),
  )
})

test('zoom stays within its bounds', () => {
  expect(new Viewport().zoomAt(screenPoint(0, 0), 1e9).zoom).toBe(maxZoom)
  expect(new Viewport().zoomAt(screenPoint(0, 0), 0).zoom).toBe(minZoom)
})

test('panning moves the board with the hand', () => {
  const viewport = new Viewport(0, 0, 2).panBy(10, -4)
  expect([viewport.x, viewport.y]).toEqual([-5, 2])
})

test('fitting shows the box in the middle and enlarges nothing', () => {
  const size = { width: 1000, height: 500 }
  const small = new Viewport().fit({ minX: 0, minY: 0, maxX: 10, maxY: 10 }, size)
  expect([small.zoom, small.toScreen(boardPoint(5, 5))]).toEqual([1, { x: 500, y: 250 }])
  const large = new Viewport().fit({ minX: 0, minY: 0, maxX: 100, maxY: 4200 }, size)
  expect([large.zoom, large.toScreen(boardPoint(50, 0)).y]).toEqual([0.1, 40])
  expect(new Viewport().fit({ minX: 3, minY: 3, maxX: 3, maxY: 3 }, size).zoom).toBe(1)
})
