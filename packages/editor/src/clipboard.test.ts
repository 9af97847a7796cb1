import type { Element } from '@drawbridge/board'
import { elementId, frame, line, page } from '@drawbridge/board'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementsOfClipboard, wordsOf } from './clipboard.ts'
import { copySelection, insertText, paste } from './pasting.ts'
import { Desk } from './testing/desk.ts'
import { square, strokeThrough, words } from './testing/elements.ts'

const made = (number: number) => ({ id: elementId(new Uint8Array(16).fill(number)), index: `a${number}` })
const group = elementId(new Uint8Array(16).fill(100))

const area = frame({ ...made(1), box: { minX: 0, minY: 0, maxX: 200, maxY: 200 } })
const a: Element = { ...square(2, 10, 10), groups: group, frame: area.id }
const b: Element = { ...square(3, 100, 10), groups: group }
const ink: Element = strokeThrough(4, [0, 0], [30, 40], [50, 50])
const bound = line({
  ...made(5),
  from: { x: 0, y: 0 },
  to: { x: 1, y: 1 },
  startElement: a.id,
  endElement: b.id,
})

function copyOf(...elements: Element[]): string {
  const desk = new Desk([area, a, b, ink, bound])
  desk.editor.select(elements.map(({ id }) => id))
  return copySelection(desk.editor)
}

describe('what is copied', () => {
  test('is pasted on another board with ids, groups and frames of its own, and joined as it was', () => {
    const desk = new Desk([b])
    expect(paste(desk.editor, copyOf(area, b, ink, bound), { x: 1100, y: 1100 })).toBe(true)
    const [, frameCopy, aCopy, bCopy, inkCopy, lineCopy] = desk.board.elements
    expect(desk.board.elements).toHaveLength(6)
    expect(frameCopy).toMatchObject({ type: 'frame', x: 1000, y: 1000 })
    expect(aCopy).toMatchObject({ x: 1010, y: 1010, frame: frameCopy?.id })
    expect(aCopy?.groups).toBe(bCopy?.groups)
    expect(aCopy?.groups).not.toBe(group)
    expect(lineCopy).toMatchObject({ startElement: aCopy?.id, endElement: bCopy?.id })
    expect(inkCopy?.type === 'stroke' && ink.type === 'stroke' && inkCopy.ink.equals(ink.ink)).toBe(true)
    expect([...desk.editor.selection]).toHaveLength(5)
    expect(desk.steps).toBe(1)
  })

  test('is pasted where it was, also twice, and undone', () => {
    const desk = new Desk([a])
    const copied = copyOf(a)
    paste(desk.editor, copied)
    paste(desk.editor, copied)
    expect(desk.board.elements.map(({ x, y }) => [x, y])).toEqual([[10, 10], [10, 10], [10, 10]]) // prettier-ignore
    expect(new Set(desk.board.elements.map(({ id }) => id)).size).toBe(3)
    desk.editor.undo()
    desk.editor.undo()
    expect(desk.board.elements).toEqual([a])
  })

  test('lets go of what is not copied, and stays where it was seen', () => {
    const desk = new Desk()
    paste(desk.editor, copyOf(bound))
    expect(desk.board.elements).toMatchObject([{ startElement: '', endElement: '', y: 30 }])
  })

  test('is nothing where nothing is selected, and not pasted by readers', () => {
    expect(copyOf()).toBe('')
    const reader = new Desk([a])
    reader.readOnly = true
    expect(paste(reader.editor, copyOf(b))).toBe(true)
    expect(reader.board.elements).toEqual([a])
  })
})

describe('what anybody may have put on the clipboard', () => {
  const of = (...elements: unknown[]) => JSON.stringify({ drawbridge: 'elements', version: 1, elements })

  test('is nothing of ours unless it says so', () => {
    for (const text of ['', 'hello', '{}', '[]', 'null', '{"drawbridge":"elements"}'])
      expect(elementsOfClipboard(text)).toBeUndefined()
  })

  test('is left out where no board would take it', () => {
    const good = { ...a, ink: undefined }
    const bad = [
      null,
      7,
      { ...a, id: 'short' },
      { ...a, type: 'constructor' },
      { ...a, x: 'left' },
      { ...a, x: null },
      { ...a, link: 'javascript:alert(1)' },
      { ...ink, ink: { grid: 3, points: [0.5, 0, 0, 0] } },
      { ...ink, ink: { grid: 99, points: [] } },
      { ...ink, erased: { '../': [1, 2] } },
      { ...page(made(9)) },
    ]
    expect(elementsOfClipboard(of(...bad, good, good))).toEqual([a])
    expect(elementsOfClipboard(of({ ...a, evil: 1 }))?.[0]).not.toHaveProperty('evil')
  })

  test('never throws, and never brings what a gate refuses', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.string(), type: fc.constantFrom('shape', 'stroke', 'line') }),
    )
    fc.assert(
      fc.property(fc.array(anything), (elements) => {
        // The desk refuses what a gate would.
        expect(paste(new Desk().editor, of(...elements))).toBe(true)
      }),
    )
  })
})

test('words are all that plain text takes', () => {
  expect(wordsOf([words(1, 0, 0, 'one'), ink, { ...a, text: 'two' } as Element, b])).toBe('one\ntwo')
})

test('words that are pasted become a text', () => {
  const desk = new Desk()
  insertText(desk.editor, 'one\r\ntwo', { x: 100, y: 100 })
  expect(desk.board.elements).toMatchObject([{ type: 'text', text: 'one\ntwo', align: 'start' }])
  insertText(desk.editor, '  \n', { x: 0, y: 0 })
  expect(desk.board.elements).toHaveLength(1)
})
