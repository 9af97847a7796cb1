import { Board } from '@drawbridge/board'
import { boardPoint, distanceBetweenSegments } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elementsAlong, elementsInBox, hitTest } from './hit-test.ts'
import { square, strokeThrough } from './testing/elements.ts'

test('hits the topmost element, with tolerance', () => {
  const below = square(1, 0, 0, 'red')
  const above = square(2, 20, 20, 'blue')
  const board = new Board([below, above])
  expect(hitTest(board, boardPoint(30, 30), 0)).toBe(above)
  expect(hitTest(board, boardPoint(10, 10), 0)).toBe(below)
  expect(hitTest(board, boardPoint(-8, 10), 4)).toBeUndefined()
  expect(hitTest(board, boardPoint(-8, 10), 8)).toBe(below)
})

test('a box takes only what is wholly inside', () => {
  const board = new Board([square(1, 0, 0), square(2, 100, 0)])
  expect(elementsInBox(board, { minX: -5, minY: -5, maxX: 120, maxY: 50 })).toEqual([board.elements[0]])
})

test('whatever the segment crosses is along it, and nothing far from it is', () => {
  const coordinate = fc.integer({ min: -200, max: 200 })
  const point = fc.record({ x: coordinate, y: coordinate })
  fc.assert(
    fc.property(point, point, point, point, (a, b, from, to) => {
      const board = new Board([strokeThrough(1, [a.x, a.y], [b.x, b.y])])
      const gap = distanceBetweenSegments(a, b, from, to)
      const found = elementsAlong(board, from, to, 5).length === 1
      if (gap === 0) expect(found).toBe(true)
      // The stroke is 2 wide.
      if (gap > 6.001) expect(found).toBe(false)
    }),
  )
})
