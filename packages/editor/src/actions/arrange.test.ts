import type { Element, ShapeElement } from '@drawbridge/board'
import { elementId, frame } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../testing/desk.ts'
import { square, strokeThrough } from '../testing/elements.ts'

const a = square(1, 0, 0, 'red')
const b = { ...(square(2, 100, 10) as ShapeElement), width: 100 }
const c = square(3, 300, 50)

function selecting(elements: readonly Element[], among = elements): Desk {
  const desk = new Desk(among)
  desk.editor.select(elements.map(({ id }) => id))
  return desk
}

const places = (desk: Desk) => desk.board.elements.map(({ x, y }) => [x, y])

describe('align', () => {
  test.each([
    ['arrange.alignLeft', [[0, 0], [0, 10], [0, 50]]],
    ['arrange.alignCenter', [[150, 0], [120, 10], [150, 50]]],
    ['arrange.alignRight', [[300, 0], [240, 10], [300, 50]]],
    ['arrange.alignTop', [[0, 0], [100, 0], [300, 0]]],
    ['arrange.alignMiddle', [[0, 25], [100, 25], [300, 25]]],
    ['arrange.alignBottom', [[0, 50], [100, 50], [300, 50]]],
  ])('%s', (name, expected) => {
    const desk = selecting([a, b, c])
    desk.editor.run(name)
    expect(places(desk)).toEqual(expected)
    expect(desk.entries).toHaveLength(1)
  }) // prettier-ignore

  test('moves a group as one', () => {
    const desk = selecting([a, b, c])
    desk.editor.select([a.id, b.id])
    desk.key('g', { ctrl: true })
    desk.editor.selectAll()
    desk.key('ArrowRight', { ctrl: true, shift: true })
    expect(places(desk)).toEqual([[140, 0], [240, 10], [300, 50]]) // prettier-ignore
  })
})

test('distribute makes the gaps equal', () => {
  const desk = selecting([a, b, c])
  desk.key('H', { alt: true, shift: true, code: 'KeyH' })
  expect(places(desk)).toEqual([[0, 0], [120, 10], [300, 50]]) // prettier-ignore
})

test('flip mirrors places, shapes, ink and angles, and twice is nothing', () => {
  const ink = strokeThrough(4, [50, 50], [90, 90])
  const turned: Element = { ...b, rotation: 0.5 }
  const desk = selecting([a, turned, ink])
  desk.key('H', { shift: true })
  const flipped = desk.board.get(turned.id) as ShapeElement
  expect(flipped).toMatchObject({ flipX: true, flipY: false })
  expect(flipped.rotation).toBeCloseTo(-0.5)
  expect(desk.board.get(ink.id)).toMatchObject({ scaleX: -1, scaleY: 1 })
  desk.key('H', { shift: true })
  expect((desk.board.get(turned.id) as ShapeElement).rotation).toBeCloseTo(0.5)
  expect(desk.board.get(turned.id)?.x).toBeCloseTo(100)
  expect(desk.board.get(ink.id)).toMatchObject({ scaleX: 1, scaleY: 1 })
})

describe('paint order', () => {
  const over = square(4, 10, 10)
  const apart = square(5, 500, 500)
  const higher = square(6, 20, 20)
  const all = [a, apart, over, higher]
  const order = (desk: Desk) =>
    desk.board.elements.map(({ id }) => all.findIndex((element) => element.id === id))
  // By paint order key: a, over, apart, higher are 1, 4, 5, 6.
  test('goes by steps over what overlaps, and to the ends', () => {
    const desk = selecting([a], all)
    expect(order(desk)).toEqual([0, 2, 1, 3])
    desk.key(']', { ctrl: true })
    expect(order(desk)).toEqual([2, 0, 1, 3])
    desk.key(']', { ctrl: true })
    expect(order(desk)).toEqual([2, 1, 3, 0])
    desk.key(']', { ctrl: true })
    expect(desk.entries).toHaveLength(2)
    desk.key('[', { ctrl: true })
    expect(order(desk)).toEqual([2, 1, 0, 3])
    desk.key('[')
    expect(order(desk)).toEqual([0, 2, 1, 3])
    desk.key(']')
    expect(order(desk)).toEqual([2, 1, 3, 0])
    desk.editor.selectAll()
    desk.key(']')
    desk.key('[')
    expect(desk.entries).toHaveLength(5)
  })

  test('keeps the order of several', () => {
    const desk = selecting([a, over], all)
    desk.key(']')
    expect(order(desk)).toEqual([1, 3, 0, 2])
    desk.key('[')
    expect(order(desk)).toEqual([0, 2, 1, 3])
  })
})

test('locked elements are unlocked by the same key, and all at once', () => {
  const desk = selecting([a, b])
  desk.key('L', { ctrl: true, shift: true })
  expect(desk.board.elements.map(({ locked }) => locked)).toEqual([true, true])
  desk.key('L', { ctrl: true, shift: true })
  expect(desk.board.elements.map(({ locked }) => locked)).toEqual([false, false])
  desk.key('L', { ctrl: true, shift: true })
  desk.editor.select([])
  desk.editor.run('arrange.unlockAll')
  expect(desk.board.elements.map(({ locked }) => locked)).toEqual([false, false])
  expect(desk.editor.selection.size).toBe(2)
})

test('a style is carried from one element to others, as far as they have it', () => {
  const red: Element = { ...b, color: 'red', strokeWidth: 7, fill: 'yellow' }
  const ink = strokeThrough(4, [50, 50], [90, 90])
  const desk = selecting([red], [red, c, ink])
  desk.key('c', { ctrl: true, alt: true, code: 'KeyC' })
  desk.editor.select([c.id, ink.id])
  desk.key('v', { ctrl: true, alt: true, code: 'KeyV' })
  expect(desk.board.get(c.id)).toMatchObject({ color: 'red', strokeWidth: 7, fill: 'yellow' })
  expect(desk.board.get(ink.id)).toMatchObject({ color: 'red', strokeWidth: 7 })
  expect(desk.entries).toHaveLength(1)
})

test('a frame can go without what lies in it', () => {
  const area = frame({
    id: elementId(new Uint8Array(16).fill(9)),
    index: 'a9',
    box: { minX: 0, minY: 0, maxX: 99, maxY: 99 },
  })
  const desk = selecting([area], [area, { ...a, frame: area.id }])
  desk.editor.run('arrange.removeFrame')
  expect(desk.board.elements).toEqual([a])
})
