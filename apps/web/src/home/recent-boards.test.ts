import { expect, test } from 'vitest'
import type { RecentBoard } from './recent-boards.ts'
import { withBoard } from './recent-boards.ts'

const board = (id: string, more: Partial<RecentBoard> = {}): RecentBoard => ({
  id,
  title: id,
  role: 'editor',
  key: 'k',
  openedAt: 1,
  ...more,
})

test('a board that is opened again moves to the front and keeps its keys', () => {
  const list = withBoard([board('a', { keys: { viewer: 'v' } }), board('b')], board('a', { openedAt: 2 }))
  expect(list.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(list[0]).toMatchObject({ openedAt: 2, keys: { viewer: 'v' } })
})

test('a board whose title has not arrived yet keeps the one that is known', () => {
  const list = withBoard([board('a', { title: 'Plans' })], board('a', { title: '' }))
  expect(list.map(({ title }) => title)).toEqual(['Plans'])
})

test('the list stays short', () => {
  let list: RecentBoard[] = []
  for (let i = 0; i < 60; i++) list = withBoard(list, board(`board-${i}`))
  expect(list).toHaveLength(50)
  expect(list[0]?.id).toBe('board-59')
})
