import type { Box, Vector } from '@drawbridge/geometry'
import { boxesOverlap, boxExpand } from '@drawbridge/geometry'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ElbowEnd } from './elbow-exit.ts'
import { elbowRoute } from './elbow-route.ts'

const whole = (min: number, max: number) => fc.integer({ min, max })
const anyBox = fc
  .tuple(whole(-500, 500), whole(-500, 500), whole(1, 300), whole(1, 300))
  .map(([minX, minY, width, height]): Box => ({ minX, minY, maxX: minX + width, maxY: minY + height }))
const part = fc.double({ min: 0, max: 1, noNaN: true })

/** An end that is joined to a box, or is loose. */
function endAt(box: Box, x: number, y: number, joined = true): ElbowEnd {
  const point = { x: box.minX + (box.maxX - box.minX) * x, y: box.minY + (box.maxY - box.minY) * y }
  const edge = (outside: number, min: number, max: number) => Math.min(max, Math.max(min, outside))
  return {
    point,
    element: joined ? box : undefined,
    meets: (outside) => ({ x: edge(outside.x, box.minX, box.maxX), y: edge(outside.y, box.minY, box.maxY) }),
    gap: 5,
  }
}

const pieces = (corners: readonly Vector[]) =>
  corners.slice(1).map((to, i) => ({ from: corners[i] ?? to, to }))

function runsThrough(box: Box, { from, to }: { from: Vector; to: Vector }): boolean {
  const inner = boxExpand(box, -1e-6)
  return (
    Math.min(from.x, to.x) < inner.maxX &&
    Math.max(from.x, to.x) > inner.minX &&
    Math.min(from.y, to.y) < inner.maxY &&
    Math.max(from.y, to.y) > inner.minY
  )
}

/** A piece at an end stands on a side of its box. */
function expectPerpendicular(box: Box, tip: Vector, next: Vector): void {
  const beside = tip.x <= box.minX || tip.x >= box.maxX
  const above = tip.y <= box.minY || tip.y >= box.maxY
  expect(beside !== above, 'the tip is beside exactly one side').toBe(true)
  expect(beside ? next.y : next.x).toBe(beside ? tip.y : tip.x)
}

const anyBend = fc.oneof(fc.constant(0), whole(-400, 400))

describe('an elbow line between two elements that are apart', () => {
  const apart = fc
    .record({ a: anyBox, b: anyBox, ax: part, ay: part, bx: part, by: part })
    .filter(({ a, b }) => !boxesOverlap(boxExpand(a, 1), b))

  test('stands on their sides at right angles, and no piece runs through either', () => {
    fc.assert(
      fc.property(apart, ({ a, b, ax, ay, bx, by }) => {
        const corners = elbowRoute(endAt(a, ax, ay), endAt(b, bx, by), 0)
        expect(corners.length).toBeGreaterThanOrEqual(2)
        for (const piece of pieces(corners)) {
          expect(piece.from.x === piece.to.x || piece.from.y === piece.to.y).toBe(true)
          expect(runsThrough(a, piece), 'through the first').toBe(false)
          expect(runsThrough(b, piece), 'through the second').toBe(false)
        }
        const [first, second] = corners
        const [last, before] = [corners.at(-1), corners.at(-2)]
        if (first && second) expectPerpendicular(a, first, second)
        if (last && before) expectPerpendicular(b, last, before)
      }),
      { numRuns: 1000 },
    )
  })

  test('keeps its first and last pieces upright on the sides, however it is bent', () => {
    fc.assert(
      fc.property(apart, anyBend, ({ a, b, ax, ay, bx, by }, bend) => {
        const corners = elbowRoute(endAt(a, ax, ay), endAt(b, bx, by), bend)
        const [first, second] = corners
        const [last, before] = [corners.at(-1), corners.at(-2)]
        if (first && second) expectPerpendicular(a, first, second)
        if (last && before) expectPerpendicular(b, last, before)
        for (const { from, to } of pieces(corners)) expect(from.x === to.x || from.y === to.y).toBe(true)
      }),
    )
  })
})

test('whatever is joined to whatever, every corner is a number and every piece level or upright', () => {
  fc.assert(
    fc.property(
      anyBox,
      anyBox,
      fc.boolean(),
      fc.boolean(),
      fc.tuple(part, part, part, part),
      anyBend,
      (a, b, joinedA, joinedB, [ax, ay, bx, by], bend) => {
        const corners = elbowRoute(endAt(a, ax, ay, joinedA), endAt(b, bx, by, joinedB), bend)
        for (const { x, y } of corners) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
        for (const { from, to } of pieces(corners)) expect(from.x === to.x || from.y === to.y).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

describe('between two boxes', () => {
  const box = (minX: number, minY: number): Box => ({ minX, minY, maxX: minX + 100, maxY: minY + 60 })
  const route = (a: Box, b: Box, bend = 0) => elbowRoute(endAt(a, 0.5, 0.5), endAt(b, 0.5, 0.5), bend)

  test('side by side it goes straight', () => {
    expect(route(box(0, 0), box(300, 0))).toEqual([
      { x: 105, y: 30 },
      { x: 295, y: 30 },
    ])
  })

  test('it crosses over in the middle, or where it is bent to', () => {
    const corners = (bend: number) => route(box(0, 0), box(300, 40), bend).map(({ x }) => x)
    expect(corners(0)).toEqual([105, 200, 200, 295])
    expect(corners(50)).toEqual([105, 250, 250, 295])
    expect(corners(500)).toEqual([105, 289, 289, 295])
  })

  test('below each other it goes downwards', () => {
    const [first, last] = [route(box(0, 0), box(30, 300))[0], route(box(0, 0), box(30, 300)).at(-1)]
    expect(first).toEqual({ x: 50, y: 65 })
    expect(last).toEqual({ x: 80, y: 295 })
  })
})
