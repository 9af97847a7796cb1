import type { LineElement, ShapeElement } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from './testing/desk.ts'
import { square, words } from './testing/elements.ts'

const ctrl = { ctrl: true }
const altShift = { alt: true, shift: true }

function deskWith(...elements: ReturnType<typeof square>[]): Desk {
  const desk = new Desk(elements)
  desk.editor.resize({ width: 800, height: 600 })
  return desk
}

test('a whole flowchart is made by keys alone', () => {
  const desk = deskWith()
  const write = (text: string) => {
    desk.key('Enter')
    desk.editor.commitText(text)
  }
  desk.key('r')
  desk.key('Enter')
  write('Start')
  desk.key('ArrowRight', ctrl)
  desk.editor.setStyle({ shape: 'diamond' })
  write('Good?')
  desk.key('ArrowDown', ctrl)
  desk.editor.setStyle({ shape: 'ellipse' })
  write('End')
  const shapes = desk.board.elements.filter(({ type }) => type === 'shape') as ShapeElement[]
  const lines = desk.board.elements.filter(({ type }) => type === 'line') as LineElement[]
  expect(shapes).toMatchObject([
    { shape: 'rectangle', text: 'Start', x: 320, y: 250, width: 160, height: 100 },
    { shape: 'diamond', text: 'Good?', x: 580, y: 250 },
    { shape: 'ellipse', text: 'End', x: 580, y: 450 },
  ])
  const [start, question, end] = shapes.map(({ id }) => id)
  expect(lines).toMatchObject([
    { startElement: start, endElement: question, endHead: 'arrow' },
    { startElement: question, endElement: end },
  ])
})

describe('what is put beside an element', () => {
  test('is a bare copy, joined and selected, as one undo step', () => {
    const desk = deskWith(square(1, 0, 0, 'red'))
    desk.editor.selectAll()
    desk.key('ArrowRight', ctrl)
    expect(desk.entries).toHaveLength(1)
    const [copy] = desk.editor.selected
    expect(copy).toMatchObject({ x: 140, y: 0, fill: 'red', text: '' })
    desk.editor.undo()
    expect(desk.board.elements).toHaveLength(1)
  })

  test('keeps off what is there already', () => {
    const from = square(1, 0, 0)
    const desk = deskWith(from, square(2, 150, 10))
    const places = Array.from({ length: 3 }, () => {
      desk.editor.select([from.id])
      desk.key('ArrowRight', ctrl)
      return desk.editor.selected[0]?.y
    })
    expect(new Set([...places, 0]).size).toBe(4)
  })

  test('readers put nothing anywhere', () => {
    const desk = deskWith(square(1, 0, 0))
    desk.editor.selectAll()
    desk.readOnly = true
    desk.key('ArrowRight', ctrl)
    desk.key('Enter')
    expect([desk.entries.length, desk.editor.editingText]).toEqual([0, undefined])
  })
})

test('Alt+C joins two that are selected, in their order', () => {
  const [a, b] = [square(1, 0, 0), square(2, 200, 0)]
  const desk = deskWith(a, b)
  desk.editor.select([b.id, a.id])
  desk.key('c', { alt: true, code: 'KeyC' })
  expect(desk.board.elements.at(-1)).toMatchObject({ startElement: b.id, endElement: a.id })
})

test('what is placed does not lie exactly upon what was placed before', () => {
  const desk = deskWith()
  for (let i = 0; i < 2; i++) {
    desk.key('o')
    desk.key('Enter')
  }
  expect(desk.board.elements).toMatchObject([
    { x: 320, y: 250 },
    { x: 344, y: 274 },
  ])
})

test.each(['line', 'arrow', 'elbow', 'frame', 'note'] as const)('%s is placed by Enter', (tool) => {
  const desk = deskWith()
  desk.editor.setTool(tool)
  desk.key('Enter')
  expect(desk.board.elements).toHaveLength(1)
})

test('Enter with the text tool opens a field in the middle', () => {
  const desk = deskWith()
  desk.key('t')
  desk.key('Enter')
  expect(desk.editor.editingText).toMatchObject({ id: undefined, box: { minX: 400 } })
})

test('Alt+Shift+arrows set the size; what repeats is one undo step', () => {
  const desk = deskWith(square(1, 0, 0), words(2, 100, 0))
  desk.editor.selectAll()
  desk.key('ArrowRight', altShift)
  desk.key('ArrowRight', { ...altShift, repeat: true })
  desk.key('ArrowDown', altShift)
  expect(desk.board.elements).toMatchObject([
    { x: 0, y: 0, width: 60, height: 50 },
    { width: 80, height: 25, wraps: true },
  ])
  expect(desk.steps).toBe(2)
  for (let i = 0; i < 9; i++) desk.key('ArrowUp', altShift)
  expect(desk.board.elements[0]).toMatchObject({ height: 10 })
})

test('Q keeps the tool, or no longer', () => {
  const desk = deskWith()
  desk.key('q')
  expect(desk.editor.options.keepsTool).toBe(true)
  desk.key('q')
  expect(desk.editor.options.keepsTool).toBe(false)
})
