import { elementId } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square, words } from '../../testing/elements.ts'

const a = square(1, 0, 0, 'red')
const b = square(2, 100, 0)
const c = words(3, 200, 0)

const shift = { modifiers: { shift: true, alt: false, ctrl: false } }
const selected = (desk: Desk) => [...desk.editor.selection]

describe('clicks', () => {
  test('select what is under them, and nothing on the bare board', () => {
    const desk = new Desk([a, b, c])
    desk.click(20, 20)
    expect(selected(desk)).toEqual([a.id])
    desk.click(100, 20)
    expect(selected(desk)).toEqual([b.id])
    desk.click(500, 500)
    expect(selected(desk)).toEqual([])
    expect(desk.entries).toHaveLength(0)
  })

  test('with Shift add and take away', () => {
    const desk = new Desk([a, b, c])
    desk.click(20, 20)
    desk.click(100, 20, shift)
    expect(selected(desk)).toEqual([a.id, b.id])
    desk.click(20, 20, shift)
    expect(selected(desk)).toEqual([b.id])
  })

  test('twice on a text ask to edit it', () => {
    const desk = new Desk([a, b, c])
    desk.click(210, 10)
    expect(desk.editor.editingText).toBeUndefined()
    desk.click(210, 10)
    expect(desk.editor.editingText).toMatchObject({ id: c.id, text: 'hello', box: { minX: 200, minY: 0 } })
  })

  test('twice, but slowly, do not', () => {
    const desk = new Desk([c])
    desk.click(210, 10)
    desk.wait(1000)
    desk.click(210, 10)
    expect(desk.editor.editingText).toBeUndefined()
  })
})

test('a box selects what lies wholly inside it; with Shift it adds', () => {
  const desk = new Desk([a, b, c])
  desk.down(-20, -20)
  desk.move(160, 60)
  expect(desk.editor.toolState).toBe('box-selecting')
  expect(desk.editor.marquee).toEqual({ minX: -20, minY: -20, maxX: 160, maxY: 60 })
  desk.up(160, 60)
  expect(selected(desk)).toEqual([a.id, b.id])
  expect(desk.editor.marquee).toBeUndefined()
  desk.drag([[190, -20], [300, 60]], shift) // prettier-ignore
  expect(selected(desk)).toEqual([a.id, b.id, c.id])
  desk.drag([[120, -20], [300, 60]]) // prettier-ignore
  expect(selected(desk)).toEqual([c.id])
})

describe('dragging very many', () => {
  const many = Array.from({ length: 2001 }, (_, i) => ({
    ...square(1, (i % 50) * 60, Math.floor(i / 50) * 60, 'red'),
    id: elementId(Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? i >> 8 : at === 1 ? i & 255 : 1))),
  }))
  const desk = () => {
    const desk = new Desk(many)
    desk.key('a', { ctrl: true })
    expect(desk.editor.selection.size).toBe(2001)
    return desk
  }

  test('shows where all would lie, and moves them when the hand lifts', () => {
    const moving = desk()
    moving.down(20, 20)
    moving.move(40, 30)
    moving.frame()
    moving.move(60, 50)
    moving.frame()
    expect(moving.entries).toHaveLength(0)
    const [corner] = moving.editor.handles?.outline ?? []
    expect(corner).toEqual({ x: 40, y: 30 })
    moving.up(60, 50)
    expect(moving.entries).toHaveLength(1)
    expect(moving.board.get(many[0]?.id ?? '')).toMatchObject({ x: 40, y: 30 })
    expect(moving.board.get(many[2000]?.id ?? '')).toMatchObject({ x: 40, y: 2430 })
  })

  test('leaves everything as it was when it is cancelled', () => {
    const cancelled = desk()
    cancelled.down(20, 20)
    cancelled.move(60, 50)
    cancelled.frame()
    cancelled.key('Escape')
    expect(cancelled.entries).toHaveLength(0)
    expect(cancelled.board.get(many[0]?.id ?? '')).toBe(many[0])
  })

  test('by a handle shows the box as it will be', () => {
    const resizing = desk()
    const corner = resizing.editor.handles?.squares.at(3)
    if (!corner) expect.fail('no handle')
    resizing.down(corner.x, corner.y)
    resizing.move(corner.x + 100, corner.y + 50)
    resizing.frame()
    expect(resizing.entries).toHaveLength(0)
    const xs = resizing.editor.handles?.outline.map(({ x }) => x) ?? []
    resizing.up(corner.x + 100, corner.y + 50)
    expect(resizing.entries).toHaveLength(1)
    const after = resizing.editor.handles?.outline.map(({ x }) => x) ?? []
    after.forEach((x, i) => expect(x).toBeCloseTo(xs[i] ?? NaN, 1))
  })
})

describe('dragging', () => {
  test('moves what is pressed: one entry a frame, one undo step', () => {
    const desk = new Desk([a, b])
    desk.down(20, 20)
    desk.move(40, 20)
    desk.move(60, 25)
    expect(desk.editor.toolState).toBe('moving')
    desk.editor.flush()
    desk.editor.flush()
    expect(desk.entries).toHaveLength(1)
    desk.move(70, 30)
    desk.up(70, 30)
    expect(desk.board.get(a.id)).toMatchObject({ x: 50, y: 10 })
    expect(desk.board.get(b.id)).toBe(b)
    expect(selected(desk)).toEqual([a.id])
    expect(desk.entries).toHaveLength(2)
    desk.editor.undo()
    expect(desk.board.get(a.id)).toEqual(a)
  })

  test('moves the whole selection, also by its hollow middle', () => {
    const desk = new Desk([a, b])
    desk.editor.selectAll()
    desk.drag([[120, 20], [130, 120]]) // prettier-ignore
    expect(desk.board.elements).toMatchObject([
      { x: 10, y: 100 },
      { x: 110, y: 100 },
    ])
  })

  test('with Shift keeps to one direction', () => {
    const desk = new Desk([a])
    desk.drag([[20, 20], [30, 80]], shift) // prettier-ignore
    expect(desk.board.get(a.id)).toMatchObject({ x: 0, y: 60 })
  })

  test('that trembles is a click', () => {
    const desk = new Desk([a])
    desk.drag([[20, 20], [22, 21]]) // prettier-ignore
    expect(desk.entries).toHaveLength(0)
    expect(selected(desk)).toEqual([a.id])
  })

  test('is taken back by Escape', () => {
    const desk = new Desk([a])
    desk.down(20, 20)
    desk.move(90, 90)
    desk.editor.flush()
    desk.key('Escape')
    expect(desk.board.get(a.id)).toEqual(a)
    expect(desk.editor.toolState).toBe('idle')
  })

  test('leaves alone what another person deletes meanwhile', () => {
    const desk = new Desk([a, b])
    desk.editor.selectAll()
    desk.down(20, 20)
    desk.move(60, 20)
    desk.board.put(a.id, undefined)
    desk.up(60, 20)
    expect(desk.operations).toHaveLength(1)
    expect(selected(desk)).toEqual([b.id])
  })
})

test('hovering says what a press would take', () => {
  const desk = new Desk([a, b])
  desk.move(20, 20)
  expect([desk.editor.hover, desk.editor.cursor]).toEqual([a.id, 'move'])
  desk.move(300, 300)
  expect([desk.editor.hover, desk.editor.cursor]).toEqual([undefined, 'default'])
})

test('a reader may select, but moves and changes nothing', () => {
  const desk = new Desk([a, c])
  desk.readOnly = true
  desk.drag([[20, 20], [80, 80]]) // prettier-ignore
  expect(selected(desk)).toEqual([a.id])
  desk.click(210, 10)
  desk.click(210, 10)
  desk.key('Delete')
  desk.key('ArrowLeft')
  desk.key('d', { ctrl: true })
  desk.editor.setStyle({ color: 'blue' })
  expect(desk.editor.editingText).toBeUndefined()
  expect(desk.entries).toHaveLength(0)
})
