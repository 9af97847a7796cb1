import type { Path } from '@drawbridge/geometry'
import { PathBuilder } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepsFor } from './decimal.ts'
import { svgPath } from './svg-path.ts'

const lengths: Readonly<Record<string, number>> = { m: 2, l: 2, t: 2, q: 4, c: 6, z: 0 }

/** What a reader of SVG makes of relative path data, control points that are left to it included. */
function read(data: string): Path {
  const coordinates: number[] = []
  let verbs = ''
  let [x, y, startX, startY, controlX, controlY] = [0, 0, 0, 0, 0, 0]
  for (const [, command = '', rest = ''] of data.matchAll(/([mlqtcz])([^mlqtcz]*)/g)) {
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/g) ?? []).map(Number)
    const length = lengths[command] ?? 0
    expect(numbers.length % Math.max(1, length)).toBe(0)
    for (let at = 0; at === 0 || at < numbers.length; at += length || 1) {
      const places = numbers.slice(at, at + length).map((value, i) => value + (i % 2 === 0 ? x : y))
      if (command === 't') places.unshift(2 * x - controlX, 2 * y - controlY)
      if (command === 'z') [x, y] = [startX, startY]
      else [x = 0, y = 0] = places.slice(-2)
      if (command === 'm') [startX, startY] = [x, y]
      ;[controlX, controlY] = 'qt'.includes(command) ? [places[0] ?? 0, places[1] ?? 0] : [x, y]
      verbs += command === 't' ? 'Q' : command.toUpperCase()
      coordinates.push(...places)
    }
  }
  return { verbs, coordinates }
}

/** A closed curve through the middles between points, as ink is outlined. */
function smooth(points: readonly (readonly [number, number])[]): Path {
  const path = new PathBuilder()
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] ?? [x, y]
    if (i === 0) path.moveTo(x, y)
    else path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
  })
  path.closePath()
  return path.path()
}

const coordinate = fc.double({ min: -3000, max: 3000, noNaN: true })
const anyVerb = fc.constantFrom('M', 'L', 'Q', 'C', 'Z')
const anyPath = fc.array(anyVerb, { maxLength: 30 }).chain((rest) => {
  const verbs = `M${rest.join('')}`
  const count = [...verbs].reduce(
    (sum, verb) => sum + (lengths[verb === 'Q' ? 'q' : verb.toLowerCase()] ?? 0),
    0,
  )
  return fc
    .array(coordinate, { minLength: count, maxLength: count })
    .map((coordinates): Path => ({ verbs, coordinates }))
})
const anyInk = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 }).map(smooth)

test('a reader finds every point where it was, to the step, however long the path is', () => {
  fc.assert(
    fc.property(fc.oneof(anyPath, anyInk), (path) => {
      const found = read(svgPath(path))
      expect(found.verbs).toBe(path.verbs)
      expect(found.coordinates).toHaveLength(path.coordinates.length)
      // Half a step for rounding, and two for a control point that is mirrored.
      const most = 2.6 / stepsFor(path)
      found.coordinates.forEach((value, i) => {
        expect(Math.abs(value - (path.coordinates[i] ?? 0))).toBeLessThan(most)
      })
    }),
  )
})

test('ink is written as steps alone', () => {
  const circle = Array.from(
    { length: 100 },
    (_, i) => [100 * Math.cos(i / 16), 100 * Math.sin(i / 16)] as const,
  )
  const data = svgPath(smooth(circle))
  expect(data.match(/[a-z]/g)?.join('')).toMatch(/^mq(t|tq)+z$/)
  expect(data.length).toBeLessThan(100 * 14)
})

test('lengths beyond 32 bits are written, too', () => {
  expect(svgPath({ verbs: 'ML', coordinates: [0, 0, 4e13, -1e9] })).toBe('m0 0l40000000000000-1000000000')
})
