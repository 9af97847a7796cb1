import { expect, test } from 'vitest'
import { withPlace } from './remembered-views.ts'

const at = (boardId: string, x = 0) => ({ boardId, x, y: 0, zoom: 1, page: '' })

test('one place for each board, the latest first', () => {
  expect(withPlace([at('a'), at('b')], at('b', 5))).toEqual([at('b', 5), at('a')])
})

test('the oldest make room', () => {
  const many = Array.from({ length: 100 }, (_, i) => at(`board${i}`))
  const after = withPlace(many, at('new'))
  expect([after.length, after[0]?.boardId, after.at(-1)?.boardId]).toEqual([100, 'new', 'board98'])
})
