import type { Element } from '@drawbridge/board'
import { Board, elementId, page } from '@drawbridge/board'
import { expect, test } from 'vitest'
import { findText } from './finding.ts'
import { square, words } from './testing/elements.ts'

test('words are found in all elements and pages, whatever their case and accents', () => {
  const second = page({ id: elementId(new Uint8Array(16).fill(9)), index: 'a9', text: 'Café list' })
  const below: Element = { ...square(1, 0, 200), text: 'the cafe' } as Element
  const above = words(2, 0, 0, 'CAFÉ\nopen')
  const elsewhere: Element = { ...words(3, 0, 0, 'café'), page: second.id }
  const board = new Board([below, above, elsewhere, second, words(4, 0, 300, 'tea')])
  expect(findText(board, ' café ')).toEqual([above.id, below.id, elsewhere.id])
  expect(findText(board, 'coffee')).toEqual([])
  expect(findText(board, '  ')).toEqual([])
})
