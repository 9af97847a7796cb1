import { createCanvas, Path2D as NodePath2D } from '@napi-rs/canvas'
import type { Canvas as NodeCanvas } from '@napi-rs/canvas'
import type { InkPoint, StrokeElement } from '@drawbridge/board'
import { stroke } from '@drawbridge/board'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { paintOnCanvas } from './canvas-paint.ts'
import type { Canvas } from './context.ts'
import { growsInParts, LiveInk } from './live-ink.ts'
import { Surface } from './surface.ts'
import { difference } from './testing/tiled-board.ts'
import { themes } from './theme.ts'

beforeAll(() => {
  vi.stubGlobal('Path2D', NodePath2D)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const makeCanvas = (width: number, height: number) => createCanvas(width, height) as unknown as Canvas
const view = { x: 0, y: 0, zoom: 1 }

const curve = (count: number, pressure: (i: number) => number, bend = 1): StrokeElement => {
  const points = Array.from({ length: count }, (_, i): InkPoint => {
    return { x: 10 + i * 2, y: 60 + 40 * Math.sin(i / 12) * bend, pressure: pressure(i), time: i * 8 }
  })
  return stroke({ id: 'curve', index: 'a1', strokeWidth: 6, points })
}
const even = () => 0.5
const pressed = (i: number) => 0.3 + 0.4 * Math.abs(Math.sin(i / 20))

/** A screen, and what is on it. */
function screen() {
  const surface = new Surface(makeCanvas(300, 120), {})
  surface.resize(300, 120, 1)
  const { context } = surface
  const pixels = () => {
    // On white: where nothing is, colours mean nothing.
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.globalCompositeOperation = 'destination-over'
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, 300, 120)
    context.globalCompositeOperation = 'source-over'
    return (surface.canvas as unknown as NodeCanvas).getContext('2d').getImageData(0, 0, 300, 120).data
  }
  const clear = () => {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, 300, 120)
  }
  return { surface, pixels, clear }
}

function whole(element: StrokeElement, at = view) {
  const { surface, pixels } = screen()
  paintOnCanvas(surface, at, themes.light, element)
  return pixels()
}

describe('a stroke that was painted in parts looks like the whole', () => {
  test.each([
    ['with pressure', pressed],
    ['without', even],
  ])('%s', (_, pressure) => {
    const { surface, pixels, clear } = screen()
    const live = new LiveInk(makeCanvas)
    for (let count = 1; count <= 130; count += 3) {
      clear()
      live.paint(surface, view, themes.light, [curve(count, pressure)])
    }
    expect(difference(pixels(), whole(curve(130, pressure)), 100).pixels).toBeLessThan(5)
  })
})

test('it is painted whole again where the view has moved', () => {
  const { surface, pixels, clear } = screen()
  const live = new LiveInk(makeCanvas)
  live.paint(surface, view, themes.light, [curve(100, pressed)])
  clear()
  const moved = { x: 20, y: -10, zoom: 1 }
  live.paint(surface, moved, themes.light, [curve(100, pressed)])
  expect(difference(pixels(), whole(curve(100, pressed), moved), 100).pixels).toBeLessThan(5)
})

test('nothing stays of what was only predicted, of another stroke, or of one that has gone', () => {
  const { surface, pixels, clear } = screen()
  const live = new LiveInk(makeCanvas)
  live.paint(surface, view, themes.light, [curve(100, pressed)])
  clear()
  live.paint(surface, view, themes.light, [curve(60, pressed, -1)])
  expect(difference(pixels(), whole(curve(60, pressed, -1)), 100).pixels).toBeLessThan(5)
  clear()
  live.paint(surface, view, themes.light, [])
  clear()
  live.paint(surface, view, themes.light, [{ ...curve(3, pressed), id: 'other' }])
  expect(difference(pixels(), whole(curve(3, pressed)), 100).pixels).toBeLessThan(5)
})

test('only ink that is not seen through is painted in parts', () => {
  const element = curve(10, even)
  expect([
    growsInParts(element),
    growsInParts({ ...element, opacity: 0.5 }),
    growsInParts({ ...element, brush: 'highlighter' }),
    growsInParts({ ...element, erased: { me: [0, 10] } }),
  ]).toEqual([true, false, false, false])
})
