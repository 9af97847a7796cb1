import { describe, expect, test } from 'vitest'
import type { ShapeElement } from '@drawbridge/board'
import { shapeNames } from '@drawbridge/geometry'
import { Desk } from '../../testing/desk.ts'
import { square } from '../../testing/elements.ts'
import type { ToolName } from '../tool-name.ts'

const shift = { modifiers: { shift: true, alt: false, ctrl: false } }
const alt = { modifiers: { shift: false, alt: true, ctrl: false } }

function dragged(tool: ToolName, options = {}): Desk {
  const desk = new Desk()
  desk.editor.setTool(tool)
  desk.drag([[100, 100], [120, 110], [160, 130]], options) // prettier-ignore
  return desk
}

describe.each(shapeNames)('%s', (tool) => {
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

test('a click makes one of the usual size around the pointer', () => {
  const desk = new Desk()
  desk.editor.setTool('ellipse')
  desk.down(300, 200)
  desk.move(301, 201)
  desk.up(301, 201)
  expect(desk.board.elements).toMatchObject([{ x: 220, y: 150, width: 160, height: 100 }])
  expect(desk.editor.tool).toBe('select')
})

test('takes its looks from the style', () => {
  const desk = new Desk()
  desk.editor.setStyle({ color: 'red', fill: 'yellow', strokeWidth: 8, opacity: 0.5, radius: 16 })
  desk.editor.setTool('rectangle')
  desk.drag([[0, 0], [50, 50]]) // prettier-ignore
  expect(desk.board.elements[0]).toMatchObject({
    color: 'red',
    fill: 'yellow',
    strokeWidth: 8,
    opacity: 0.5,
    radius: 16,
  })
})

test('a tool that is kept makes one after the other', () => {
  const desk = new Desk()
  desk.editor.setOptions({ keepsTool: true })
  desk.editor.setTool('star')
  desk.click(100, 100)
  desk.click(400, 100)
  expect(desk.board.elements).toHaveLength(2)
  expect([desk.editor.tool, desk.editor.selection.size]).toEqual(['star', 0])
})

test('what is selected becomes another shape, as one undo step', () => {
  const desk = dragged('rectangle')
  desk.editor.setStyle({ shape: 'diamond' })
  expect(desk.board.elements[0] as ShapeElement).toMatchObject({ shape: 'diamond', width: 60 })
  desk.editor.undo()
  expect(desk.board.elements[0] as ShapeElement).toMatchObject({ shape: 'rectangle' })
})

describe('a note', () => {
  test('is yellow at first, and asks at once what is to stand on it', () => {
    const desk = new Desk()
    desk.editor.setTool('note')
    desk.click(300, 300)
    expect(desk.board.elements).toMatchObject([{ type: 'note', color: 'yellow', x: 200, y: 200, width: 200 }])
    expect(desk.editor.editingText).toMatchObject({ id: desk.board.elements[0]?.id, paper: 'yellow' })
    desk.editor.commitText('Buy bread')
    expect(desk.board.elements).toMatchObject([{ text: 'Buy bread', height: 200 }])
  })

  test('has the colour that was chosen', () => {
    const desk = new Desk()
    desk.editor.setTool('note')
    desk.editor.setStyle({ color: 'pink' })
    desk.click(300, 300)
    expect(desk.board.elements).toMatchObject([{ color: 'pink' }])
    expect(desk.editor.style.color).toBe('ink')
  })

  test('grows with its words', () => {
    const desk = new Desk()
    desk.editor.setTool('note')
    desk.click(300, 300)
    desk.editor.commitText('word '.repeat(100))
    const [made] = desk.board.elements
    expect(made).toMatchObject({ x: 200, y: 200, width: 200 })
    expect((made as ShapeElement).height).toBeGreaterThan(400)
  })
})

test('a frame takes in what lies wholly within it, as one undo step', () => {
  const inside = square(1, 50, 50)
  const across = square(2, 190, 50)
  const desk = new Desk([inside, across])
  desk.editor.setTool('frame')
  desk.drag([[10, 10], [100, 100], [210, 210]]) // prettier-ignore
  const frame = desk.board.elements.at(-1)
  expect(frame).toMatchObject({ type: 'frame', x: 10, width: 200 })
  expect(desk.board.get(inside.id)?.frame).toBe(frame?.id)
  expect(desk.board.get(across.id)?.frame).toBe('')
  expect(desk.steps).toBe(1)
})
