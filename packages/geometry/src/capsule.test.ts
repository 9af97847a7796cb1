import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segmentInCapsule } from './capsule.ts'
import { distanceToSegment } from './segment.ts'

const at = (x: number, y: number) => ({ x, y })

test.each([
  ['crossed in its middle', at(0, 0), at(100, 0), at(50, -20), at(50, 20), 10, [0.4, 0.6]],
  ['followed along a part', at(0, 0), at(100, 0), at(20, 0), at(60, 0), 10, [0.1, 0.7]],
  ['a disc that does not move', at(0, 0), at(100, 0), at(0, 0), at(0, 0), 25, [0, 0.25]],
  ['swallowed', at(0, 0), at(1, 0), at(-50, 0), at(50, 0), 10, [0, 1]],
  ['a point within', at(5, 5), at(5, 5), at(0, 5), at(10, 5), 1, [0, 1]],
])('%s', (_, p, q, a, b, radius, interval) => {
  const [from, to] = segmentInCapsule(p, q, a, b, radius) ?? [NaN, NaN]
  expect(from).toBeCloseTo(interval[0] ?? NaN)
  expect(to).toBeCloseTo(interval[1] ?? NaN)
})

test('what is missed is missed', () => {
  expect(segmentInCapsule(at(0, 0), at(100, 0), at(0, 20), at(100, 20), 10)).toBeUndefined()
  expect(segmentInCapsule(at(0, 0), at(9, 0), at(20, 0), at(40, 0), 10)).toBeUndefined()
  expect(segmentInCapsule(at(5, 20), at(5, 20), at(0, 5), at(10, 5), 1)).toBeUndefined()
})

test('exactly the points within the radius of the way are in the interval, at any size', () => {
  const unit = fc.double({ min: -1, max: 1, noNaN: true })
  const point = fc.record({ x: unit, y: unit })
  fc.assert(
    fc.property(
      point,
      point,
      point,
      point, // prettier-ignore
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.constantFrom(0.001, 1, 1e6),
      unit.map(Math.abs),
      (p, q, a, b, radius, size, t) => {
        const scaled = ({ x, y }: { x: number; y: number }) => at(x * size, y * size)
        const interval = segmentInCapsule(scaled(p), scaled(q), scaled(a), scaled(b), radius * size)
        const distance = distanceToSegment(at(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t), a, b)
        const inside = interval !== undefined && t >= interval[0] && t <= interval[1]
        // On the very edge either answer will do.
        if (distance < radius - 1e-6) expect(inside).toBe(true)
        if (distance > radius + 1e-6) expect(inside).toBe(false)
      },
    ),
  )
})
