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

test('far from the origin, at any zoom, to the screen and back is where it was to a fraction of a pixel', () => {
  const far = fc.double({ min: -1e9, max: 1e9, noNaN: true })
  const zoom = fc.double({ min: minZoom, max: maxZoom, noNaN: true })
  fc.assert(
    fc.property(far, far, zoom, pixel, pixel, (x, y, z, right, down) => {
      const viewport = new Viewport(x, y, z)
      const screen = screenPoint(right, down)
      const back = viewport.toScreen(viewport.toBoard(screen))
      expect(Math.abs(back.x - screen.x)).toBeLessThan(1e-4)
      expect(Math.abs(back.y - screen.y)).toBeLessThan(1e-4)
      const zoomed = viewport.zoomAt(screen, z * 1.3)
      expect(Math.abs(zoomed.toScreen(viewport.toBoard(screen)).x - screen.x)).toBeLessThan(1e-3)
    }),
  )
})

test('the zoom goes from 5 % to 6400 %', () => {
  expect([minZoom, maxZoom]).toEqual([0.05, 64])
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

test("another screen's view is shown whole, as large as it goes", () => {
  const size = { width: 1000, height: 500 }
  const view = new Viewport().showing({ minX: 0, minY: 0, maxX: 100, maxY: 100 }, size)
  expect([view.zoom, view.x, view.y]).toEqual([5, -50, 0])
  const dot = new Viewport().showing({ minX: 3, minY: 3, maxX: 3, maxY: 3 }, size)
  expect([dot.zoom, dot.toScreen(boardPoint(3, 3))]).toEqual([maxZoom, { x: 500, y: 250 }])
})

test('what is seen is not moved to be revealed; what is not comes to the middle', () => {
  const size = { width: 1000, height: 500 }
  const viewport = new Viewport(0, 0, 2)
  expect(viewport.revealing({ minX: 10, minY: 10, maxX: 20, maxY: 20 }, size)).toBe(viewport)
  const there = viewport.revealing({ minX: 1000, minY: 0, maxX: 1010, maxY: 10 }, size)
  expect([there.zoom, there.toScreen(boardPoint(1005, 5))]).toEqual([2, { x: 500, y: 250 }])
  expect(viewport.revealing({ minX: 1000, minY: 0, maxX: 2840, maxY: 10 }, size).zoom).toBe(0.5)
})
