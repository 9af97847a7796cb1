import { describe, expect, test } from 'vitest'
import { Desk } from './testing/desk.ts'
import { square, words } from './testing/elements.ts'
import type { ToolName } from './tools/tool-name.ts'

const a = square(1, 0, 0, 'red')
const b = square(2, 100, 0)
const label = words(3, 200, 0)
const ctrl = { ctrl: true }

describe('keys', () => {
  test.each<[string, ToolName]>([
    ['p', 'pen'],
    ['e', 'eraser'],
    ['r', 'rectangle'],
    ['o', 'ellipse'],
    ['l', 'line'],
    ['t', 'text'],
    ['v', 'select'],
    ['h', 'hand'],
    ['P', 'pen'],
    ['7', 'pen'],
    ['0', 'eraser'],
  ])('%s chooses the %s', (key, tool) => {
    const desk = new Desk()
    expect(desk.key(key)).toBe(true)
    expect(desk.editor.tool).toBe(tool)
  })

  test('are found by their place on keyboards without Latin letters', () => {
    const desk = new Desk()
    desk.key('\u0437', { code: 'KeyP' })
    expect(desk.editor.tool).toBe('pen')
  })

  test('with Control or Alt choose no tool, and are left to the page', () => {
    const desk = new Desk()
    expect([desk.key('r', ctrl), desk.key('p', { alt: true }), desk.key('F5')]).toEqual([false, false, false])
    expect(desk.editor.tool).toBe('select')
  })

  test.each(['Delete', 'Backspace'])('%s deletes the selection in one entry', (key) => {
    const desk = new Desk([a, b])
    desk.key('a', ctrl)
    desk.key(key)
    expect([desk.board.elements.length, desk.entries.length]).toEqual([0, 1])
  })

  test('arrows nudge by one, with Shift by ten; what repeats is one undo step', () => {
    const desk = new Desk([a])
    desk.editor.select([a.id])
    desk.key('ArrowRight')
    desk.key('ArrowRight', { repeat: true })
    desk.key('ArrowDown', { shift: true })
    expect(desk.board.get(a.id)).toMatchObject({ x: 2, y: 10 })
    expect(desk.steps).toBe(2)
  })

  test('Control+D copies the selection on top, in its order, and selects the copies', () => {
    const desk = new Desk([a, b])
    desk.key('a', ctrl)
    desk.key('d', ctrl)
    expect(desk.board.elements).toMatchObject([a, b, { x: 10, y: 10, fill: 'red' }, { x: 110, y: 10 }])
    expect([...desk.editor.selection]).toEqual(desk.board.elements.slice(2).map(({ id }) => id))
  })

  test('Control+Z undoes; Escape backs out of selection, then of the tool', () => {
    const desk = new Desk([a])
    desk.editor.select([a.id])
    desk.key('Delete')
    desk.key('z', ctrl)
    expect(desk.board.elements).toEqual([a])
    desk.key('a', ctrl)
    desk.key('Escape')
    expect(desk.editor.selection.size).toBe(0)
    desk.key('p')
    desk.key('Escape')
    expect(desk.editor.tool).toBe('select')
  })

  test('zoom about the middle of the screen', () => {
    const desk = new Desk()
    desk.editor.resize({ width: 800, height: 600 })
    const middle = () => desk.editor.viewport.toBoard({ x: 400, y: 300 })
    desk.key('=', ctrl)
    expect(desk.editor.viewport.zoom).toBeGreaterThan(1)
    expect(middle().x).toBeCloseTo(400)
    desk.key('-', ctrl)
    desk.key('-', ctrl)
    expect(desk.editor.viewport.zoom).toBeLessThan(1)
    desk.key('0', ctrl)
    expect(desk.editor.viewport.zoom).toBe(1)
    expect(middle().y).toBeCloseTo(300)
  })
})

describe('style', () => {
  test('changes what is selected in one entry, each element as far as it has the property', () => {
    const desk = new Desk([a, b, label])
    desk.editor.selectAll()
    desk.editor.setStyle({ color: 'blue', strokeWidth: 9 })
    expect(desk.entries).toHaveLength(1)
    expect(desk.board.elements).toMatchObject([
      { color: 'blue', strokeWidth: 9 },
      { color: 'blue', strokeWidth: 9 },
      { color: 'blue' },
    ])
    expect(desk.board.get(label.id)).not.toHaveProperty('strokeWidth')
    desk.editor.setStyle({ color: 'blue' })
    expect(desk.entries).toHaveLength(1)
  })

  test("a text's box grows with its font", () => {
    const desk = new Desk([label])
    desk.editor.selectAll()
    desk.editor.setStyle({ fontSize: 40 })
    expect(desk.board.get(label.id)).toMatchObject({ fontSize: 40, width: 100, height: 50 })
  })

  test('is kept for what comes next', () => {
    const desk = new Desk()
    desk.editor.setStyle({ color: 'green' })
    desk.editor.setTool('pen')
    desk.click(0, 0)
    expect(desk.board.elements).toMatchObject([{ color: 'green' }])
  })
})

test('choosing a tool that makes things drops the selection and what the hand has begun', () => {
  const desk = new Desk([a])
  desk.editor.select([a.id])
  desk.down(20, 20)
  desk.move(90, 90)
  desk.editor.flush()
  desk.editor.setTool('rectangle')
  expect(desk.board.get(a.id)).toEqual(a)
  expect([desk.editor.selection.size, desk.editor.toolState]).toEqual([0, 'idle'])
})

test('fires one change for each call, and none for a flush', () => {
  const desk = new Desk([a])
  const count = (act: () => void) => {
    const before = desk.changes
    act()
    return desk.changes - before
  }
  expect(count(() => desk.editor.selectAll())).toBe(1)
  expect(count(() => desk.down(20, 20))).toBe(1)
  expect(count(() => desk.move(60, 20))).toBe(1)
  expect(count(() => desk.editor.flush())).toBe(0)
})

test('zooming to fit shows the whole board', () => {
  const desk = new Desk([a, square(9, 5000, 5000)])
  desk.editor.resize({ width: 800, height: 600 })
  desk.editor.zoomToFit()
  const { minX, maxY } = desk.editor.viewport.visible({ width: 800, height: 600 })
  expect(minX).toBeLessThan(0)
  expect(maxY).toBeGreaterThan(5040)
})
