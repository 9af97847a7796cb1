import type { LineElement } from '@drawbridge/board'
import { placed } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square } from '../../testing/elements.ts'
import type { ToolName } from '../tool-name.ts'

const shift = { modifiers: { shift: true, alt: false, ctrl: false } }
const ctrl = { modifiers: { shift: false, alt: false, ctrl: true } }
const left = square(1, 0, 0)
const right = square(2, 200, 0)
const lineOn = (desk: Desk) => desk.board.elements.find(({ type }) => type === 'line') as LineElement

function drawn(tool: ToolName, from: [number, number], to: [number, number], options = {}): Desk {
  const desk = new Desk([left, right])
  desk.editor.setTool(tool)
  desk.drag([from, [100, 100], to], options)
  return desk
}

test('a line goes from press to release; Shift turns it in steps of 15 degrees', () => {
  expect(lineOn(drawn('line', [100, 300], [160, 330]))).toMatchObject({ x: 100, y: 300, dx: 60, dy: 30 })
  const { dx, dy } = lineOn(drawn('line', [100, 300], [160, 330], shift))
  expect((Math.atan2(dy, dx) * 180) / Math.PI).toBeCloseTo(30)
  expect(Math.hypot(dx, dy)).toBeCloseTo(Math.hypot(60, 30))
})

test('an arrow has a head, an elbow arrow corners, a line neither', () => {
  expect(lineOn(drawn('line', [100, 300], [160, 330]))).toMatchObject({ endHead: 'none', route: 'straight' })
  expect(lineOn(drawn('arrow', [100, 300], [160, 330]))).toMatchObject({
    endHead: 'arrow',
    startHead: 'none',
  })
  expect(lineOn(drawn('elbow', [100, 300], [160, 330]))).toMatchObject({ endHead: 'arrow', route: 'elbow' })
})

test('becomes an arrow, curved or elbow by its style', () => {
  const desk = drawn('line', [100, 300], [200, 300])
  desk.editor.setStyle({ endHead: 'triangle', startHead: 'dot' })
  desk.editor.setStyle({ route: 'curved' })
  expect(lineOn(desk)).toMatchObject({ endHead: 'triangle', startHead: 'dot', route: 'curved', bend: 20 })
  desk.editor.setStyle({ route: 'elbow' })
  expect(lineOn(desk)).toMatchObject({ route: 'elbow' })
})

describe('an arrow that is drawn from one element to another', () => {
  test('is joined to both, and shows while drawing to what', () => {
    const desk = new Desk([left, right])
    desk.editor.setTool('arrow')
    desk.move(20, 20)
    expect(desk.editor.joining).toEqual([left.id])
    desk.down(20, 20)
    desk.move(100, 20)
    expect(desk.editor.joining).toEqual([left.id])
    desk.move(222, 18)
    expect(desk.editor.joining).toEqual([left.id, right.id])
    desk.up(222, 18)
    expect(desk.editor.joining).toEqual([])
    expect(lineOn(desk)).toMatchObject({
      startElement: left.id,
      endElement: right.id,
      startX: 0.5,
      endX: 0.5,
      y: 20,
      dy: 0,
    })
  })

  test('keeps the place that it points at, also on the outline and just beside it', () => {
    const desk = drawn('arrow', [20, 20], [203, 35])
    expect(lineOn(desk)).toMatchObject({ endElement: right.id, endX: 0.075, endY: 0.875 })
    const beside = drawn('arrow', [20, 20], [196, 10])
    expect(lineOn(beside)).toMatchObject({ endElement: right.id, endX: 0, endY: 0.25 })
  })

  test('with Control is joined to nothing', () => {
    const desk = drawn('arrow', [20, 20], [220, 20], ctrl)
    expect(lineOn(desk)).toMatchObject({ startElement: '', endElement: '', x: 20, dx: 200 })
  })

  test('follows what it joins, and nothing is written for it', () => {
    const desk = drawn('arrow', [20, 20], [220, 20])
    const before = lineOn(desk)
    desk.editor.select([right.id])
    desk.drag([[220, 20], [230, 120], [220, 220]]) // prettier-ignore
    expect(desk.board.get(right.id)).toMatchObject({ x: 200, y: 200 })
    expect(lineOn(desk)).toBe(before)
    const seen = placed(before, desk.board)
    expect(seen.y + seen.dy).toBeGreaterThan(100)
    const ids = desk.operations.slice(1).map((operation) => 'id' in operation && operation.id)
    expect(new Set(ids)).toEqual(new Set([right.id]))
  })
})

test('a click makes nothing and keeps the tool', () => {
  const desk = new Desk()
  desk.editor.setTool('line')
  desk.click(10, 10)
  expect(desk.entries).toHaveLength(0)
  expect(desk.editor.tool).toBe('line')
})
