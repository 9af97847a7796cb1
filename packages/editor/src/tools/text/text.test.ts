import type { TextElement } from '@drawbridge/board'
import { maxTextLength } from '@drawbridge/board'
import { expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { words } from '../../testing/elements.ts'

const existing = words(1, 0, 0)
const size = { width: 80, height: 25 }

function asked(x: number, y: number): Desk {
  const desk = new Desk([existing])
  desk.editor.setTool('text')
  desk.click(x, y)
  return desk
}

test('a click asks for a text field whose first line has the pointer in its middle', () => {
  const desk = asked(300, 200)
  expect(desk.editor.editingText).toMatchObject({
    id: undefined,
    at: { x: 300, y: 187.5 },
    text: '',
    fontSize: 20,
  })
})

test('what is written becomes a selected element, and the select tool takes over', () => {
  const desk = asked(300, 200)
  desk.editor.commitText('one\r\ntwo', size)
  const made = desk.board.elements[1] as TextElement
  expect(made).toMatchObject({ type: 'text', text: 'one\ntwo', x: 300, y: 187.5, ...size })
  expect([...desk.editor.selection]).toEqual([made.id])
  expect([desk.editor.tool, desk.editor.editingText]).toEqual(['select', undefined])
})

test('a blank or given up text makes nothing', () => {
  const blank = asked(300, 200)
  blank.editor.commitText(' \n', size)
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
  changed.editor.commitText('bye', size)
  expect(changed.board.elements).toMatchObject([{ id: existing.id, text: 'bye', ...size }])

  const kept = asked(10, 10)
  kept.editor.commitText('hello', size)
  expect(kept.entries).toHaveLength(0)

  const emptied = asked(10, 10)
  emptied.editor.commitText('', size)
  expect(emptied.board.elements).toHaveLength(0)
})

test('what no board can hold is cut to what one can', () => {
  const desk = asked(300, 200)
  desk.editor.commitText('\ud83d\ude00'.repeat(maxTextLength), size)
  expect((desk.board.elements[1] as TextElement).text).toHaveLength(maxTextLength)
  const odd = asked(300, 200)
  odd.editor.commitText(`a${'\ud83d\ude00'.repeat(maxTextLength)}`, size)
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
