import type { LineElement } from '@drawbridge/board'
import { line, linePolyline, placed } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square } from '../../testing/elements.ts'

const left = square(1, 0, 0)
const right = square(2, 200, 0)
const third = square(4, 200, 200)
const identity = { id: square(3, 0, 0).id, index: 'a9' }
const loose = line({ ...identity, from: { x: 0, y: 100 }, to: { x: 160, y: 100 } })
const joined = line({
  ...identity,
  from: { x: 40, y: 20 },
  to: { x: 200, y: 20 },
  startElement: left.id,
  endElement: right.id,
})

function holding(element: LineElement): Desk {
  const desk = new Desk([left, right, third, element])
  desk.editor.select([element.id])
  return desk
}
const lineOn = (desk: Desk) => desk.board.get(identity.id) as LineElement

test('a selected line has grips at its ends and in its middle', () => {
  const desk = holding(loose)
  const discs = [{ x: 0, y: 100 }, { x: 160, y: 100 }, { x: 80, y: 100 }] // prettier-ignore
  expect(desk.editor.handles).toEqual({ outline: [], squares: [], discs })
  desk.readOnly = true
  expect(desk.editor.handles).toBeUndefined()
})

describe('an end that is pulled', () => {
  test('goes where the hand goes: one entry a frame, one undo step', () => {
    const desk = holding(loose)
    desk.drag([[160, 100], [150, 150], [120, 300]]) // prettier-ignore
    expect(lineOn(desk)).toMatchObject({ x: 0, y: 100, dx: 120, dy: 200 })
    expect([desk.entries.length, desk.steps]).toEqual([2, 1])
    desk.editor.undo()
    expect(lineOn(desk)).toEqual(loose)
  })

  test('is joined to what it is dropped on, and taken off again', () => {
    const desk = holding(loose)
    desk.down(160, 100)
    desk.move(220, 218)
    expect(desk.editor.joining).toEqual([third.id])
    desk.up(220, 218)
    expect(lineOn(desk)).toMatchObject({ endElement: third.id, endX: 0.5, endY: 0.5 })
    const { x, y, dx, dy } = placed(lineOn(desk), desk.board)
    desk.drag([[x + dx, y + dy], [100, 300]]) // prettier-ignore
    expect(lineOn(desk)).toMatchObject({ endElement: '', dx: 100, dy: 200 })
  })

  test('leaves the other end where it is', () => {
    const desk = holding(joined)
    const seen = placed(joined, desk.board)
    desk.drag([[seen.x + seen.dx, seen.y + seen.dy], [100, 150]]) // prettier-ignore
    expect(lineOn(desk)).toMatchObject({ startElement: left.id, endElement: '' })
    desk.key('z', { ctrl: true })
    expect(lineOn(desk)).toEqual(joined)
  })

  test('is taken back by Escape', () => {
    const desk = holding(loose)
    desk.down(160, 100)
    desk.move(220, 218)
    desk.editor.flush()
    desk.key('Escape')
    expect(lineOn(desk)).toEqual(loose)
  })

  test('does nothing to a line that another has deleted', () => {
    const desk = holding(loose)
    desk.down(160, 100)
    desk.move(220, 218)
    desk.board.put(loose.id, undefined)
    desk.up(220, 218)
    expect(desk.entries).toEqual([])
  })
})

describe('the middle that is pulled', () => {
  test('bends a line, and straightens it again', () => {
    const desk = holding(loose)
    desk.drag([[80, 100], [80, 50]]) // prettier-ignore
    expect(lineOn(desk)).toMatchObject({ route: 'curved', bend: 50, dx: 160 })
    expect(desk.editor.handles?.discs[2]?.y).toBeCloseTo(50)
    desk.drag([[80, 50], [82, 98]]) // prettier-ignore
    expect(lineOn(desk)).toMatchObject({ route: 'straight', bend: 0 })
  })

  test('moves the piece of an elbow line that crosses over', () => {
    const elbow = { ...joined, endElement: third.id, startX: 1, endX: 0, route: 'elbow' as const }
    const desk = holding(elbow)
    const [, first] = linePolyline(placed(elbow, desk.board))
    expect(first?.x).toBe(120)
    desk.drag([[120, 120], [150, 125]]) // prettier-ignore
    expect(lineOn(desk)).toMatchObject({ bend: 30 })
    expect(linePolyline(placed(lineOn(desk), desk.board))[1]?.x).toBe(150)
  })

  test('is clicked like the line: twice writes on it', () => {
    const desk = holding(loose)
    desk.click(80, 100)
    desk.click(80, 100)
    expect(desk.editor.editingText).toMatchObject({ id: loose.id })
    expect(desk.entries).toEqual([])
  })
})
