import { expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square } from '../../testing/elements.ts'

const ctrl = { modifiers: { shift: false, alt: false, ctrl: true } }
const a = square(1, 0, 0, 'red')
const b = square(2, 200, 100, 'red')

function desk(options: { snapToElements?: boolean; snapToGrid?: boolean }): Desk {
  const made = new Desk([a, b])
  made.editor.resize({ width: 800, height: 600 })
  made.editor.setOptions(options)
  return made
}

test('what is dragged comes into line with elements, and shows with which', () => {
  const snapping = desk({ snapToElements: true })
  snapping.down(20, 20)
  snapping.move(120, 60)
  snapping.move(217, 60)
  expect(snapping.editor.guides.length).toBeGreaterThan(0)
  snapping.up(217, 60)
  expect(snapping.board.get(a.id)).toMatchObject({ x: 200, y: 40 })
  expect(snapping.editor.guides).toEqual([])
})

test('Control inverts it', () => {
  const held = desk({ snapToElements: true })
  held.drag([[20, 20], [217, 60]], ctrl) // prettier-ignore
  expect(held.board.get(a.id)).toMatchObject({ x: 197, y: 40 })
  const off = desk({})
  off.drag([[20, 20], [217, 60]], ctrl) // prettier-ignore
  expect(off.board.get(a.id)).toMatchObject({ x: 200, y: 40 })
})

test('edges that are pulled, and shapes that are drawn, come into line too', () => {
  const pulled = desk({ snapToElements: true })
  pulled.editor.select([a.id])
  pulled.drag([[40, 40], [197, 90]]) // prettier-ignore
  expect(pulled.board.get(a.id)).toMatchObject({ width: 200, height: 90 })
  const drawn = desk({ snapToElements: true })
  drawn.editor.setTool('rectangle')
  drawn.drag([[43, 300], [198, 350]]) // prettier-ignore
  expect(drawn.board.elements.at(-1)).toMatchObject({ x: 40, width: 160 })
})

test('the grid is for dragging and for the arrow keys', () => {
  const grid = desk({ snapToGrid: true })
  grid.drag([[20, 20], [77, 64]]) // prettier-ignore
  expect(grid.board.get(a.id)).toMatchObject({ x: 60, y: 40 })
  grid.key('ArrowRight', { shift: true })
  expect(grid.board.get(a.id)).toMatchObject({ x: 80, y: 40 })
})
