import { Board } from '@drawbridge/board'
import { expect, test } from 'vitest'
import { neighbour, readingOrder } from './reading-order.ts'
import { square } from './testing/elements.ts'

test('rows from top to bottom, each from left to right, though a hand is never quite level', () => {
  const title = square(1, 100, 0)
  const left = square(2, 0, 108)
  const right = square(3, 200, 100)
  const below = square(4, -50, 160)
  expect(readingOrder(new Board([below, right, left, title]))).toEqual([title, left, right, below])
})

test('a tall element is a row of its own, not the row of all that is beside it', () => {
  const tall = { ...square(1, 0, 0), height: 400 }
  const top = square(2, 100, 10)
  const foot = square(3, 80, 350)
  expect(readingOrder(new Board([foot, top, tall]))).toEqual([tall, top, foot])
})

test('going on from the selection, and off at either end', () => {
  const all = [square(1, 0, 0), square(2, 50, 0), square(3, 100, 0)] as const
  const [a, b, c] = all
  const from = (...ids: string[]) => new Set(ids)
  expect(neighbour(all, from(), 'next')).toBe(a)
  expect(neighbour(all, from(a.id), 'next')).toBe(b)
  expect(neighbour(all, from(a.id, b.id), 'next')).toBe(c)
  expect(neighbour(all, from(c.id), 'next')).toBeUndefined()
  expect(neighbour(all, from(), 'previous')).toBe(c)
  expect(neighbour(all, from(b.id, c.id), 'previous')).toBe(a)
  expect(neighbour(all, from(a.id), 'previous')).toBeUndefined()
  expect(neighbour([], from(), 'next')).toBeUndefined()
})
