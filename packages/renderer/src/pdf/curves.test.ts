import type { Path, Vector } from '@drawbridge/geometry'
import { PathBuilder, trace } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { traceCubic } from './curves.ts'

const coordinate = fc.double({ min: -50, max: 50, noNaN: true })

/** A curve through the middles between points, as ink is outlined. */
function smooth(points: readonly (readonly [number, number])[]): Path {
  const path = new PathBuilder()
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[i + 1] ?? [x, y]
    if (i === 0) path.moveTo(x, y)
    else path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
  })
  path.closePath()
  return path.path()
}

/** Points along a path, close together. */
function along(path: Path): Vector[] {
  const points: Vector[] = []
  let from: Vector = { x: 0, y: 0 }
  const curve = (controls: readonly Vector[]) => {
    for (let step = 1; step <= 64; step++) {
      let left = [from, ...controls]
      const t = step / 64
      while (left.length > 1)
        left = left.slice(1).map((b, i) => {
          const a = left[i] ?? b
          return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
        })
      points.push(...left)
    }
    from = controls.at(-1) ?? from
  }
  trace(path, {
    moveTo: (x, y) => points.push((from = { x, y })),
    lineTo: (x, y) => {
      curve([{ x, y }])
    },
    quadraticCurveTo: (x1, y1, x, y) => {
      curve([{ x: x1, y: y1 }, { x, y }]) // prettier-ignore
    },
    bezierCurveTo: (x1, y1, x2, y2, x, y) => {
      curve([{ x: x1, y: y1 }, { x: x2, y: y2 }, { x, y }]) // prettier-ignore
    },
    closePath() {},
  })
  return points
}

const distance = ({ x, y }: Vector, others: readonly Vector[]) =>
  Math.min(...others.map((other) => Math.hypot(other.x - x, other.y - y)))

function cubic(path: Path, tolerance: number): Path {
  const builder = new PathBuilder()
  traceCubic(path, tolerance, builder)
  return builder.path()
}

test('no curve leaves where it was by more than is allowed', () => {
  const tolerance = 0.5
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 16 }), (points) => {
      const path = smooth(points)
      const before = along(path)
      const made = cubic(path, tolerance)
      expect(made.verbs).toMatch(/^MC+Z$/)
      // What is sampled is up to a few units apart.
      for (const point of along(made)) expect(distance(point, before)).toBeLessThan(2 * tolerance + 2)
    }),
    { numRuns: 50 },
  )
})

test('a gentle bend is written as far fewer curves, a sharp one as it was', () => {
  const bend = (length: number, turn: number) =>
    smooth(Array.from({ length }, (_, i) => [100 * Math.cos(i * turn), 100 * Math.sin(i * turn)] as const))
  expect(cubic(bend(61, 0.02), 0.04).verbs).toMatch(/^MC{10,14}Z$/)
  expect(cubic(bend(61, 2.5), 0.04).verbs).toHaveLength(2 + 60)
})

test('what is no quadratic curve stays as it is', () => {
  const path: Path = { verbs: 'MLCLZML', coordinates: [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7] }
  expect(cubic(path, 1)).toEqual(path)
})

test('a chain begins where what is before it has led', () => {
  const path: Path = { verbs: 'MLQ', coordinates: [9, 9, 0, 0, 3, 3, 6, 0] }
  expect(cubic(path, 0)).toEqual({ verbs: 'MLC', coordinates: [9, 9, 0, 0, 2, 2, 4, 2, 6, 0] })
})
