import { expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square, strokeThrough } from '../../testing/elements.ts'

const a = strokeThrough(1, [100, 0], [100, 50])
const b = square(2, 200, 0)
const c = square(3, 400, 400)

function deskWithEraser(): Desk {
  const desk = new Desk([a, b, c])
  desk.editor.setTool('eraser')
  return desk
}

test('deletes what it passes over, in one entry when it is lifted', () => {
  const desk = deskWithEraser()
  desk.down(0, 20)
  desk.move(110, 20)
  desk.move(220, 20)
  expect(desk.editor.toolState).toBe('erasing')
  expect([...desk.editor.erasing]).toEqual([a.id, b.id])
  expect(desk.entries).toHaveLength(0)
  desk.up(220, 20)
  expect(desk.entries).toHaveLength(1)
  expect(desk.board.elements).toEqual([c])
  expect(desk.editor.erasing.size).toBe(0)
  expect(desk.editor.tool).toBe('eraser')
})

test('takes what lies between two readings far apart', () => {
  const desk = deskWithEraser()
  desk.down(0, 20)
  desk.up(1000, 20)
  expect(desk.board.elements).toEqual([c])
})

test('a click erases what is under it and leaves the hollow middle of a shape alone', () => {
  const desk = deskWithEraser()
  desk.click(220, 20)
  expect(desk.entries).toHaveLength(0)
  desk.click(200, 20)
  expect(desk.board.get(b.id)).toBeUndefined()
})

test('Escape lets go of what is marked', () => {
  const desk = deskWithEraser()
  desk.down(0, 20)
  desk.move(300, 20)
  desk.key('Escape')
  expect(desk.editor.erasing.size).toBe(0)
  desk.up(300, 20)
  expect(desk.board.elements).toHaveLength(3)
})

test('the eraser end of a pen erases whatever tool is chosen', () => {
  const desk = new Desk([a])
  desk.editor.setTool('pen')
  desk.down(100, 20, { pointerType: 'pen', button: 5 })
  expect(desk.editor.toolState).toBe('erasing')
  desk.up(100, 20, { pointerType: 'pen' })
  expect(desk.board.elements).toHaveLength(0)
  expect(desk.editor.tool).toBe('pen')
})
