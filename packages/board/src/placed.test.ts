import { anyElement, fewElementIds } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Board } from './board.ts'
import type { LineElement, ShapeElement } from './element.ts'
import { elementBounds } from './element-types.ts'
import { elementId } from './id.ts'
import { linePolyline } from './line-path.ts'
import { ellipse, line, page, rectangle } from './make.ts'
import { createElement, deleteElement, updateElement } from './operation.ts'
import { bindingAt, bindingPoint, placed } from './placed.ts'

const id = (n: number) => elementId(new Uint8Array(16).fill(n))
const box = (x: number, y: number) => ({ minX: x, minY: y, maxX: x + 100, maxY: y + 60 })
const left = rectangle({ id: id(1), index: 'a0', box: box(0, 0) })
const right = rectangle({ id: id(2), index: 'a1', box: box(300, 0) })
const joined = line({
  id: id(3),
  index: 'a2',
  from: { x: 0, y: 0 },
  to: { x: 1, y: 1 },
  startElement: left.id,
  endElement: right.id,
})
const boardOf = (...changes: Partial<LineElement>[]) =>
  new Board([left, right, Object.assign({}, joined, ...changes) as LineElement])
const shown = (board: Board) => placed(board.get(joined.id) as LineElement, board)

describe('a line that joins two elements', () => {
  test('runs from outline to outline, wherever they are moved', () => {
    const board = boardOf()
    const before = shown(board)
    expect(before.x).toBeGreaterThan(100)
    expect(before.x + before.dx).toBeLessThan(300)
    expect(before).toMatchObject({ y: 30, dy: 0 })
    board.apply(updateElement(right.id, { y: 500 }))
    const after = shown(board)
    expect(after.y).toBeGreaterThan(60)
    expect(after.y + after.dy).toBeLessThan(500)
    expect(board.get(joined.id), 'nothing was written for it').toEqual(joined)
  })

  test('is cut along its curve where it leaves and enters', () => {
    const { x, y, dx, dy } = shown(boardOf({ route: 'curved', bend: 60 }))
    // Bent to the left of its direction, it leaves through the top.
    expect(y).toBeLessThan(0)
    expect(y).toBeGreaterThan(-10)
    expect(x).toBeGreaterThan(90)
    expect(x + dx).toBeLessThan(310)
    expect(dy).toBeCloseTo(0)
    const points = linePolyline(shown(boardOf({ route: 'curved', bend: 60 })))
    expect(Math.min(...points.map((point) => point.y))).toBeCloseTo(-30)
  })

  test('points at the place that it is joined to, also off the outline of a round shape', () => {
    const round = ellipse({ id: id(2), index: 'a1', box: box(300, 0) })
    const board = new Board([left, round, { ...joined, endX: 0, endY: 0 }])
    const { x, y, dx, dy } = shown(board)
    expect(Math.hypot((x + dx - 350) / 50, (y + dy - 30) / 30)).toBeLessThan(1.3)
  })

  test('is the same value as long as what it joins is', () => {
    const board = boardOf()
    expect(shown(board)).toBe(shown(board))
  })

  test('ends where it was stored when an end is gone, is a line, or is on another page', () => {
    const board = boardOf()
    board.apply(deleteElement(right.id))
    expect(shown(board)).toMatchObject({ x: expect.any(Number) as number })
    expect(shown(board).x + shown(board).dx).toBeCloseTo(1)
    board.apply(deleteElement(left.id))
    expect(shown(board)).toBe(board.get(joined.id))
    const toItself = boardOf({ endElement: joined.id })
    expect(shown(toItself).x + shown(toItself).dx).toBeCloseTo(1)
    const elsewhere = boardOf({ page: id(9) })
    elsewhere.apply(createElement(page({ id: id(9), index: 'a0' })))
    expect(shown(elsewhere)).toBe(elsewhere.get(joined.id))
  })

  test('follows what is turned', () => {
    const board = boardOf({ endX: 1, endY: 0.5 })
    board.apply(updateElement(right.id, { rotation: Math.PI / 2 }))
    const { x, y } = bindingPoint(board.get(right.id) as ShapeElement, { x: 1, y: 0.5 })
    expect(x).toBeCloseTo(350)
    expect(y).toBeCloseTo(80)
    const back = bindingAt(board.get(right.id) as ShapeElement, { x, y })
    expect(back.x).toBeCloseTo(1)
    expect(back.y).toBeCloseTo(0.5)
  })

  test.each(['straight', 'curved', 'elbow'] as const)('%s: always has a place', (route) => {
    fc.assert(
      fc.property(anyElement(), anyElement(), (start, end) => {
        const board = new Board([start, end])
        const made = { ...joined, route, page: start.page, startElement: start.id, endElement: end.id }
        board.apply(createElement(made))
        const bounds = elementBounds(placed(made, board))
        for (const value of Object.values(bounds)) expect(value).not.toBeNaN()
      }),
      { numRuns: 200 },
    )
  })
})

test('a board knows which lines are joined to an element, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(anyElement(fewElementIds), { maxLength: 12 }), (elements) => {
      const board = new Board()
      for (const element of elements) board.put(element.id, element)
      const rebuilt = new Board(board.elements)
      for (const { id } of board.elements) {
        const expected = board.elements.filter(
          (other) => other.type === 'line' && (other.startElement === id || other.endElement === id),
        )
        expect([...board.linesBoundTo(id)].sort()).toEqual(expected.map((other) => other.id).sort())
        expect([...rebuilt.linesBoundTo(id)].sort()).toEqual([...board.linesBoundTo(id)].sort())
      }
    }),
  )
})

test('a page holds what names it; the first one also what names none, or one that is gone', () => {
  const second = page({ id: id(7), index: 'a5', text: 'Second' })
  const there = { ...left, page: second.id }
  const lost = { ...right, page: id(8) }
  const board = new Board([there, lost, second])
  expect(board.page('')).toEqual([lost])
  expect(board.pages).toEqual([second])
  expect(board.page(second.id)).toEqual([there])
  board.apply(deleteElement(second.id))
  expect(board.page('')).toEqual([there, lost])
  expect(board.page(second.id)).toEqual([])
})
