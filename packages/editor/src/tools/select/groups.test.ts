import type { Element } from '@drawbridge/board'
import { elementId, frame, line } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { group, ungroup } from '../../groups.ts'
import { Desk } from '../../testing/desk.ts'
import { square } from '../../testing/elements.ts'

const outer = elementId(new Uint8Array(16).fill(101))
const inner = elementId(new Uint8Array(16).fill(102))
const made = (number: number) => ({ id: elementId(new Uint8Array(16).fill(number)), index: `a${number}` })
const grouped = (element: Element, groups: string): Element => ({ ...element, groups })

const a = grouped(square(1, 0, 0, 'red'), `${outer}/${inner}`)
const b = grouped(square(2, 100, 0, 'red'), `${outer}/${inner}`)
const c = grouped(square(3, 200, 0, 'red'), outer)
const d = square(4, 300, 0, 'red')

const selected = (desk: Desk) => [...desk.editor.selection]
const ctrl = { modifiers: { shift: false, alt: false, ctrl: true } }
const alt = { modifiers: { shift: false, alt: true, ctrl: false } }
const shift = { modifiers: { shift: true, alt: false, ctrl: false } }

describe('a group', () => {
  test('is taken as a whole, entered by double clicks, and left by Escape', () => {
    const desk = new Desk([a, b, c, d])
    desk.click(20, 20)
    expect(selected(desk)).toEqual([a.id, b.id, c.id])
    desk.click(20, 20)
    expect(selected(desk)).toEqual([a.id, b.id])
    desk.wait(1000)
    desk.click(20, 20)
    expect(selected(desk)).toEqual([a.id, b.id])
    desk.click(20, 20)
    expect(selected(desk)).toEqual([a.id])
    desk.key('Escape')
    expect(selected(desk)).toEqual([a.id, b.id])
    desk.key('Escape')
    expect(selected(desk)).toEqual([a.id, b.id, c.id])
    desk.key('Escape')
    expect(selected(desk)).toEqual([])
  })

  test('is left by a press outside it', () => {
    const desk = new Desk([a, b, c, d])
    desk.click(20, 20)
    desk.click(20, 20)
    desk.click(320, 20)
    expect([selected(desk), desk.editor.focusedGroup]).toEqual([[d.id], ''])
    desk.click(20, 20)
    expect(selected(desk)).toEqual([a.id, b.id, c.id])
  })

  test('gives up a member to Control, and comes and goes whole with Shift', () => {
    const desk = new Desk([a, b, c, d])
    desk.click(20, 20, ctrl)
    expect(selected(desk)).toEqual([a.id])
    desk.click(500, 500)
    desk.click(320, 20)
    desk.click(20, 20, shift)
    expect(selected(desk)).toEqual([d.id, a.id, b.id, c.id])
    desk.click(120, 20, shift)
    expect(selected(desk)).toEqual([d.id])
  })

  test('is in a box only as a whole, and touched by Alt', () => {
    const desk = new Desk([a, b, c, d])
    desk.drag([[-20, -20], [150, 60]]) // prettier-ignore
    expect(selected(desk)).toEqual([])
    desk.drag([[-20, -20], [250, 60]]) // prettier-ignore
    expect(selected(desk)).toEqual([a.id, b.id, c.id])
    desk.drag([[280, -20], [310, 60]], alt) // prettier-ignore
    expect(selected(desk)).toEqual([d.id])
  })

  test('is made within what its members share, and undone', () => {
    const [first, second] = group([a, c], 'new')
    expect(first).toMatchObject({ set: { groups: `${outer}/new/${inner}` } })
    expect(second).toMatchObject({ set: { groups: `${outer}/new` } })
    expect(group([a], 'new')).toEqual([])
    expect(group([a, d], 'new')[1]).toMatchObject({ set: { groups: 'new' } })
    expect(ungroup([a, d], '')).toEqual([{ type: 'update', id: a.id, set: { groups: inner } }])
    expect(ungroup([a], outer)).toEqual([{ type: 'update', id: a.id, set: { groups: outer } }])
  })
})

test('what is locked lets presses and boxes through, and cannot be moved or deleted', () => {
  const locked: Element = { ...d, locked: true }
  const desk = new Desk([locked])
  desk.click(320, 20)
  desk.drag([[280, -20], [400, 100]]) // prettier-ignore
  expect(selected(desk)).toEqual([])
  desk.editor.select([locked.id])
  desk.key('Delete')
  desk.key('ArrowLeft')
  desk.drag([[320, 20], [360, 60]]) // prettier-ignore
  expect(desk.entries).toHaveLength(0)
})

test('a lasso selects what its loop is around', () => {
  const desk = new Desk([a, b, c, d])
  desk.editor.setTool('lasso')
  desk.down(280, -40)
  desk.move(400, -40)
  desk.move(400, 80)
  expect(desk.editor.lasso).toHaveLength(3)
  desk.move(280, 80)
  desk.up(280, 80)
  expect(selected(desk)).toEqual([d.id])
  expect(desk.editor.lasso).toBeUndefined()
  // A triangle whose box holds the square, but not the loop.
  desk.drag([[280, -40], [400, 80], [280, 80]]) // prettier-ignore
  expect(selected(desk)).toEqual([])
})

describe('a drag with Alt', () => {
  const bound = line({
    ...made(9),
    from: { x: 20, y: 20 },
    to: { x: 320, y: 20 },
    startElement: a.id,
    endElement: d.id,
  })

  test('leaves the originals and moves copies, which are joined and grouped as those are', () => {
    const desk = new Desk([a, b, c, d, bound])
    desk.editor.selectAll()
    desk.drag([[20, 20], [20, 120], [20, 220]], alt) // prettier-ignore
    expect(desk.board.elements).toHaveLength(10)
    expect(desk.board.get(a.id)).toBe(a)
    const copies = desk.board.elements.slice(5)
    expect(selected(desk)).toEqual(copies.map(({ id }) => id))
    expect(copies.map(({ y }) => y).slice(0, 4)).toEqual([200, 200, 200, 200])
    expect(copies[4]).toMatchObject({ startElement: copies[0]?.id, endElement: copies[3]?.id })
    expect(copies[0]?.groups).toBe(copies[1]?.groups)
    expect(copies[0]?.groups).not.toBe(a.groups)
    expect(copies[0]?.groups.split('/')[0]).toBe(copies[2]?.groups)
    expect(desk.steps).toBe(1)
    desk.editor.undo()
    expect(desk.board.elements).toEqual([a, b, c, d, bound])
  })

  test('leaves nothing when it is taken back', () => {
    const desk = new Desk([d])
    desk.down(320, 20, alt)
    desk.move(350, 90, alt)
    desk.editor.flush()
    desk.key('Escape')
    expect(desk.board.elements).toEqual([d])
    expect(selected(desk)).toEqual([d.id])
  })

  test('keeps a line where it was seen if what it joins is not copied', () => {
    const desk = new Desk([a, d, bound])
    desk.editor.select([bound.id])
    desk.key('d', { ctrl: true })
    const [copy = ''] = desk.editor.selection
    expect(desk.board.get(copy)).toMatchObject({ startElement: '', endElement: '', y: 30 })
  })
})

describe('a frame', () => {
  const area = frame({ ...made(8), box: { minX: 400, minY: 0, maxX: 600, maxY: 200 }, text: 'area' })

  test('takes what is dropped into it and lets go what is dragged out', () => {
    const desk = new Desk([area, d])
    desk.drag([[320, 20], [420, 60], [480, 90]]) // prettier-ignore
    expect(desk.board.get(d.id)).toMatchObject({ x: 460, y: 70, frame: area.id })
    desk.drag([[480, 90], [320, 20]]) // prettier-ignore
    expect(desk.board.get(d.id)).toMatchObject({ frame: '' })
    desk.editor.undo()
    expect(desk.board.get(d.id)).toMatchObject({ frame: area.id })
  })

  test('moves with what is in it, in the same entries, and is deleted with it', () => {
    const inside: Element = { ...d, x: 450, y: 50, frame: area.id }
    const desk = new Desk([area, inside])
    desk.drag([[500, 0], [520, 10], [550, 30]]) // prettier-ignore
    expect(desk.board.get(inside.id)).toMatchObject({ x: 500, y: 80, frame: area.id })
    expect(desk.entries).toHaveLength(2)
    desk.key('Delete')
    expect(desk.board.elements).toEqual([])
    desk.editor.undo()
    expect(desk.board.elements).toHaveLength(2)
  })

  test('hides what is outside it from presses', () => {
    const desk = new Desk([area, { ...d, x: 580, y: 50, frame: area.id }])
    desk.click(610, 70)
    expect(selected(desk)).toEqual([])
    desk.click(590, 70)
    expect(selected(desk)).toEqual([d.id])
  })

  test('takes what is drawn in it', () => {
    const desk = new Desk([area])
    desk.editor.setTool('rectangle')
    desk.drag([[420, 20], [480, 80]]) // prettier-ignore
    expect(desk.board.elements.at(-1)).toMatchObject({ type: 'shape', frame: area.id })
  })
})

test('lines at what is deleted stay where they are seen', () => {
  const bound = line({
    ...made(9),
    from: { x: 0, y: 0 },
    to: { x: 9, y: 9 },
    startElement: c.id,
    endElement: d.id,
  })
  const desk = new Desk([c, d, bound])
  desk.editor.select([d.id])
  desk.key('Delete')
  const left = desk.board.get(bound.id)
  expect(left).toMatchObject({ startElement: c.id, endElement: '' })
  expect(left?.type === 'line' && left.x + left.dx).toBeGreaterThan(250)
  expect(desk.entries).toHaveLength(1)
  desk.editor.undo()
  expect(desk.board.get(bound.id)).toEqual(bound)
})
