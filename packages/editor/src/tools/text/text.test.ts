import type { Element, ShapeElement, TextElement } from '@drawbridge/board'
import { elementBox, ellipse, line, maxTextLength, rectangle } from '@drawbridge/board'
import { boxCenter, rotate } from '@drawbridge/geometry'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { words } from '../../testing/elements.ts'

const existing = words(1, 0, 0)

function asked(x: number, y: number, element: Element = existing): Desk {
  const desk = new Desk([element])
  desk.editor.setTool('text')
  desk.click(x, y)
  return desk
}

test('a click asks for a text field whose first line has the pointer in its middle', () => {
  const desk = asked(300, 200)
  expect(desk.editor.editingText).toMatchObject({
    id: undefined,
    box: { minX: 300, minY: 187.5 },
    text: '',
    fontSize: 20,
    align: 'start',
  })
})

test('what is written becomes a selected element, and the select tool takes over', () => {
  const desk = asked(300, 200)
  desk.editor.commitText('one\r\nthree')
  const made = desk.board.elements[1] as TextElement
  expect(made).toMatchObject({ type: 'text', text: 'one\nthree', x: 300, y: 187.5, width: 50, height: 50 })
  expect([...desk.editor.selection]).toEqual([made.id])
  expect([desk.editor.tool, desk.editor.editingText]).toEqual(['select', undefined])
})

test('a text is aligned as its tool was told, around the pointer', () => {
  const desk = new Desk()
  desk.editor.setTool('text')
  desk.editor.setStyle({ align: 'center' })
  desk.click(300, 200)
  desk.editor.commitText('four')
  expect(desk.board.elements).toMatchObject([{ align: 'center', x: 280, width: 40 }])
})

test('a blank or given up text makes nothing', () => {
  const blank = asked(300, 200)
  blank.editor.commitText(' \n')
  const givenUp = asked(300, 200)
  givenUp.editor.cancelText()
  for (const desk of [blank, givenUp]) {
    expect(desk.entries).toHaveLength(0)
    expect([desk.editor.tool, desk.editor.selection.size]).toEqual(['select', 0])
  }
})

test('a text under the pointer is edited: changed, kept or, when emptied, deleted', () => {
  const changed = asked(10, 10)
  expect(changed.editor.editingText).toMatchObject({ id: existing.id, text: 'hello' })
  changed.editor.commitText('bye')
  expect(changed.board.elements).toMatchObject([{ id: existing.id, text: 'bye', width: 30, height: 25 }])

  const kept = asked(10, 10)
  kept.editor.commitText('hello')
  expect(kept.entries).toHaveLength(0)

  const emptied = asked(10, 10)
  emptied.editor.commitText('')
  expect(emptied.board.elements).toHaveLength(0)
})

test('a text grows from where it is aligned', () => {
  const centred = { ...existing, align: 'center' } as TextElement
  const desk = asked(10, 10, centred)
  desk.editor.commitText('hello you')
  expect(desk.board.elements).toMatchObject([{ x: -15, width: 90 }])
})

test('a text whose width a person has set keeps it and is broken at it', () => {
  const desk = asked(10, 10, { ...existing, wraps: true } as TextElement)
  expect(desk.editor.editingText).toMatchObject({ wrapAt: 60 })
  desk.editor.commitText('hello you')
  expect(desk.board.elements).toMatchObject([{ x: 0, width: 60, height: 50 }])
})

describe('words on others', () => {
  const box = { minX: 0, minY: 0, maxX: 100, maxY: 60 }
  const made = { id: existing.id, index: 'a0' }
  const hollow = rectangle({ ...made, box })

  test('a double click on a shape opens the field where its words are', () => {
    const desk = new Desk([{ ...hollow, fill: 'red' }])
    desk.click(50, 30)
    desk.click(50, 30)
    expect(desk.editor.editingText).toMatchObject({ align: 'center', verticalAlign: 'middle', wrapAt: 85 })
    desk.editor.commitText('Start')
    expect(desk.board.elements).toMatchObject([{ text: 'Start', width: 100, height: 60 }])
  })

  test('a double click in the middle of a hollow shape writes on it', () => {
    const desk = new Desk([hollow])
    desk.click(50, 30)
    expect(desk.editor.editingText).toBeUndefined()
    desk.click(50, 30)
    expect(desk.editor.editingText).toMatchObject({ id: hollow.id })
  })

  test('what does not fit makes the shape grow downwards, also where it is turned', () => {
    for (const shape of [hollow, { ...hollow, rotation: 1 }, ellipse({ ...made, box, rotation: -2 })]) {
      const desk = new Desk([shape])
      desk.editor.editWords(shape.id)
      desk.editor.commitText('word '.repeat(20))
      const after = desk.board.get(shape.id) as ShapeElement
      expect(after.height).toBeGreaterThan(100)
      const top = (one: ShapeElement) =>
        rotate({ x: one.x + one.width / 2, y: one.y }, boxCenter(elementBox(one)), one.rotation)
      expect(top(after).x).toBeCloseTo(top(shape).x)
      expect(top(after).y).toBeCloseTo(top(shape).y)
      desk.editor.undo()
      expect(desk.board.get(shape.id)).toEqual(shape)
    }
  })

  test('a shape that loses its words stays', () => {
    const desk = new Desk([{ ...hollow, text: 'Start' } as Element])
    desk.editor.editWords(hollow.id)
    desk.editor.commitText('  ')
    expect(desk.board.elements).toMatchObject([{ text: '' }])
  })

  test('are hit on a shape without fill', () => {
    const desk = new Desk([{ ...hollow, text: 'Start' } as Element])
    desk.click(50, 30)
    expect([...desk.editor.selection]).toEqual([hollow.id])
  })

  test('a double click on a line writes on its middle', () => {
    const plain = line({ ...made, from: { x: 0, y: 0 }, to: { x: 200, y: 100 } })
    const desk = new Desk([plain])
    desk.click(20, 10)
    desk.click(20, 10)
    expect(desk.editor.editingText).toMatchObject({ box: { minX: 100, minY: 50 }, align: 'center' })
    desk.editor.commitText('yes')
    expect(desk.board.elements).toMatchObject([{ text: 'yes', dx: 200 }])
  })

  test('a deleted or locked element is not written on', () => {
    const desk = new Desk([hollow])
    desk.editor.editWords(hollow.id)
    desk.board.put(hollow.id, undefined)
    desk.editor.commitText('lost')
    expect([desk.entries.length, desk.editor.editingText]).toEqual([0, undefined])
    const locked = new Desk([{ ...hollow, locked: true }])
    locked.editor.editWords(hollow.id)
    expect(locked.editor.editingText).toBeUndefined()
  })
})

test('what no board can hold is cut to what one can', () => {
  const desk = asked(300, 200)
  desk.editor.commitText('\ud83d\ude00'.repeat(maxTextLength))
  expect((desk.board.elements[1] as TextElement).text).toHaveLength(maxTextLength)
  const odd = asked(300, 200)
  odd.editor.commitText(`a${'\ud83d\ude00'.repeat(maxTextLength)}`)
  expect((odd.board.elements[1] as TextElement).text.isWellFormed()).toBe(true)
})

test('while a text field is open, presses and keys are left to the page', () => {
  const desk = asked(300, 200)
  const before = desk.editor.editingText
  desk.click(500, 500)
  expect(desk.editor.editingText).toBe(before)
  expect(desk.key('p')).toBe(false)
  expect(desk.editor.tool).toBe('text')
})
