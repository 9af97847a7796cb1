import type { Element, InkPoint } from '@drawbridge/board'
import { elementId, erasedUnit, nothingErased, stroke } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { paint } from './paint.ts'
import type { FillOp } from './paint-op.ts'
import type { Path } from '@drawbridge/geometry'
import { oneOfEach, strokeOf } from './testing/elements.ts'
import { aboutMeasure } from './text-layout.ts'
import { themes } from './theme.ts'

const outline = (element: Element): Path => (paint(element, themes.light, aboutMeasure)[0] as FillOp).path

function extent({ coordinates }: Path) {
  const xs = coordinates.filter((_, i) => i % 2 === 0)
  const ys = coordinates.filter((_, i) => i % 2 === 1)
  return { minX: Math.min(...xs), maxX: Math.max(...xs), minY: Math.min(...ys), maxY: Math.max(...ys) }
}

const figures = ({ verbs }: Path) => [...verbs].filter((verb) => verb === 'M').length

const at = (x: number, y: number, pressure = 0.5): InkPoint => ({ x, y, pressure })

describe('a stroke', () => {
  test.each<[string, InkPoint[], number]>([
    ['no point', [], 0],
    ['one point', [at(5, 5)], 1],
    ['two equal points', [at(5, 5), at(5, 5)], 1],
    ['many equal points', Array.from({ length: 50 }, () => at(5, 5)), 1],
    ['two points', [at(0, 0), at(30, 0)], 1],
    ['two points a hair apart', [at(0, 0), at(0.125, 0)], 1],
    ['there and back', [at(0, 0), at(50, 0), at(0, 0)], 1],
    ['no pressure at all', [at(0, 0, 0), at(50, 0, 0), at(90, 0, 0)], 1],
    ['full pressure', [at(0, 0, 1), at(50, 0, 1), at(90, 0, 1)], 1],
    ['huge steps', [at(0, 0), at(1e6, 1e6), at(-1e6, 3)], 1],
    ['repeated points', [at(0, 0), at(0, 0), at(9, 9), at(9, 9), at(20, 0), at(20, 0)], 1],
  ])('through %s is painted with finite numbers', (_, points, count) => {
    const path = outline(strokeOf(1, ...points))
    expect(figures(path)).toBe(count)
    expect(path.coordinates.every(Number.isFinite)).toBe(true)
  })

  test('of one point is a dot as wide as the pen', () => {
    expect(extent(outline(strokeOf(1, at(5, 5, 128 / 255)))).maxX).toBeCloseTo(2, 1)
  })

  test('is wider where the pen presses harder', () => {
    const straight = (pressure: number) =>
      outline(strokeOf(1, ...Array.from({ length: 20 }, (_, i) => at(i * 5, 0, pressure))))
    expect(extent(straight(0.9)).maxY).toBeGreaterThan(1.3 * extent(straight(0.3)).maxY)
  })

  test('of a device without pressure is thinner where the hand was fast', () => {
    const going = (step: number) =>
      outline(strokeOf(1, ...Array.from({ length: 30 }, (_, i) => ({ x: i * step, y: 0, time: i * 8 }))))
    const widthAtTheEnd = ({ coordinates }: Path) => {
      const { maxX } = extent({ verbs: '', coordinates })
      const late = coordinates.filter((_, at) => at % 2 === 1 && (coordinates[at - 1] ?? 0) > maxX * 0.7)
      return Math.max(...late) - Math.min(...late)
    }
    expect(widthAtTheEnd(going(0.5))).toBeGreaterThan(1.4 * widthAtTheEnd(going(30)))
  })

  test('of a device with neither pressure nor times is as wide as the pen', () => {
    const { minY, maxY } = extent(outline(strokeOf(1, ...Array.from({ length: 30 }, (_, i) => at(i * 9, 0)))))
    expect(maxY - minY).toBeCloseTo(4, 1)
  })

  test('looks the same however often the device reported', () => {
    const reported = (every: number) => {
      const count = 480 / every
      const points = Array.from({ length: count + 1 }, (_, i) => ({ x: i * every, y: 0, time: i * every }))
      return extent(outline(strokeOf(1, ...points)))
    }
    expect(reported(4).maxY).toBeCloseTo(reported(16).maxY, 1)
  })

  test('stays within the bounds that the board gives it', () => {
    const wild = strokeOf(
      1,
      ...Array.from({ length: 60 }, (_, i) => at(Math.cos(i) * 60, Math.sin(i * 3) * 60, (i % 7) / 6)),
    )
    const { minX, maxX, minY, maxY } = extent(outline(wild))
    const xs = Array.from({ length: 60 }, (_, i) => wild.ink.x(i))
    const ys = Array.from({ length: 60 }, (_, i) => wild.ink.y(i))
    const margin = wild.strokeWidth
    expect(minX).toBeGreaterThanOrEqual(Math.min(...xs) - margin)
    expect(maxX).toBeLessThanOrEqual(Math.max(...xs) + margin)
    expect(minY).toBeGreaterThanOrEqual(Math.min(...ys) - margin)
    expect(maxY).toBeLessThanOrEqual(Math.max(...ys) + margin)
  })

  test('drawn tiny at a great zoom keeps its shape', () => {
    const going = (zoom: number) =>
      stroke({
        id: elementId(new Uint8Array(16)),
        index: 'a0',
        strokeWidth: 4 / zoom,
        zoom,
        points: Array.from({ length: 20 }, (_, i) => at((i * 5) / zoom, (i % 3) / zoom)),
      })
    const large = going(1)
    const tiny = going(64)
    expect(outline(tiny).verbs).toBe(outline(large).verbs)
    expect(extent(outline(tiny)).maxX * 64).toBeCloseTo(extent(outline(large)).maxX, 3)
  })

  test('shows only what is not erased, and the rest as it was', () => {
    const whole = strokeOf(1, ...Array.from({ length: 11 }, (_, i) => at(i * 10, 0)))
    const parts = { ...whole, erased: { e: [4 * erasedUnit, 6 * erasedUnit] } }
    expect(figures(outline(whole))).toBe(1)
    expect(figures(outline(parts))).toBe(2)
    const gone = { ...whole, erased: { e: [0, 20 * erasedUnit] } }
    expect(outline(gone).verbs).toBe('')
    const xs = outline(parts).coordinates.filter((_, i) => i % 2 === 0)
    expect(xs.filter((x) => x > 43 && x < 57)).toEqual([])
    expect(extent(outline(parts)).maxX).toBeCloseTo(extent(outline(whole)).maxX, 1)
  })

  test('keeps its outline while it is moved or recoloured', () => {
    const before = strokeOf(1, at(0, 0), at(30, 0))
    const after = { ...before, x: 500, color: 'red', erased: nothingErased }
    expect(outline(after)).toBe(outline(before))
  })
})

test('what was painted is kept for as long as the element and the theme are the same', () => {
  for (const element of oneOfEach) {
    const light = paint(element, themes.light, aboutMeasure)
    expect(paint(element, themes.light, aboutMeasure)).toBe(light)
    expect(paint({ ...element }, themes.light, aboutMeasure)).not.toBe(light)
    if (!element.color.startsWith('#'))
      expect(paint(element, themes.dark, aboutMeasure)[0]).not.toEqual(light[0])
  }
})

test.each([
  ['rectangle', 0, 0],
  ['rectangle', 30, 0],
  ['ellipse', 0, 0],
  ['ellipse', 0, 30],
  ['line', 0, 0],
])('%s of %d by %d is painted with finite numbers', (type, width, height) => {
  const element = oneOfEach.find((one) => one.type === type || (one.type === 'shape' && one.shape === type))
  const ops = paint(
    { ...element, width, height, dx: width, dy: height } as unknown as Element,
    themes.light,
    aboutMeasure,
  )
  for (const op of ops) if ('path' in op) expect(op.path.coordinates.every(Number.isFinite)).toBe(true)
})
