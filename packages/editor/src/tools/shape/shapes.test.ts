import type { LineElement } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'

const shift = { modifiers: { shift: true, alt: false, ctrl: false } }
const alt = { modifiers: { shift: false, alt: true, ctrl: false } }

function dragged(tool: 'rectangle' | 'ellipse' | 'line', options = {}): Desk {
  const desk = new Desk()
  desk.editor.setTool(tool)
  desk.drag([[100, 100], [120, 110], [160, 130]], options) // prettier-ignore
  return desk
}

describe.each(['rectangle', 'ellipse'] as const)('%s', (tool) => {
  test('spans the drag, is selected, and the select tool takes over', () => {
    const desk = dragged(tool)
    const [element] = desk.board.elements
    expect(element).toMatchObject({ type: 'shape', shape: tool, x: 100, y: 100, width: 60, height: 30 })
    expect([...desk.editor.selection]).toEqual([element?.id])
    expect(desk.editor.tool).toBe('select')
    expect(desk.entries).toHaveLength(1)
  })

  test('Shift makes the sides equal, Alt grows it from the middle', () => {
    expect(dragged(tool, shift).board.elements[0]).toMatchObject({ x: 100, y: 100, width: 60, height: 60 })
    expect(dragged(tool, alt).board.elements[0]).toMatchObject({ x: 40, y: 70, width: 120, height: 60 })
  })
})

test('a line goes from press to release; Shift turns it in steps of 15 degrees', () => {
  expect(dragged('line').board.elements[0]).toMatchObject({ x: 100, y: 100, dx: 60, dy: 30 })
  const { dx, dy } = dragged('line', shift).board.elements[0] as LineElement
  expect((Math.atan2(dy, dx) * 180) / Math.PI).toBeCloseTo(30)
  expect(Math.hypot(dx, dy)).toBeCloseTo(Math.hypot(60, 30))
})

test('shows a draft while it is dragged, and follows keys without a move', () => {
  const desk = new Desk()
  desk.editor.setTool('rectangle')
  desk.down(0, 0)
  expect(desk.editor.toolState).toBe('pointing')
  desk.move(60, 30)
  expect(desk.editor.toolState).toBe('dragging')
  expect(desk.editor.draft).toMatchObject([{ width: 60, height: 30 }])
  desk.editor.key({ key: 'Shift', shift: true, alt: false, ctrl: false, repeat: false }, 'down')
  expect(desk.editor.draft).toMatchObject([{ width: 60, height: 60 }])
  desk.key('Escape')
  expect(desk.editor.draft).toEqual([])
  desk.up(60, 30)
  expect(desk.entries).toHaveLength(0)
})

test('a click makes nothing and keeps the tool', () => {
  const desk = new Desk()
  desk.editor.setTool('ellipse')
  desk.down(10, 10)
  desk.move(11, 11)
  desk.up(11, 11)
  expect(desk.entries).toHaveLength(0)
  expect(desk.editor.tool).toBe('ellipse')
})

test('takes its looks from the style', () => {
  const desk = new Desk()
  desk.editor.setStyle({ color: 'red', fill: 'yellow', strokeWidth: 8, opacity: 0.5 })
  desk.editor.setTool('rectangle')
  desk.drag([[0, 0], [50, 50]]) // prettier-ignore
  expect(desk.board.elements[0]).toMatchObject({
    color: 'red',
    fill: 'yellow',
    strokeWidth: 8,
    opacity: 0.5,
  })
})
