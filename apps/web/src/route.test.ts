import { expect, test } from 'vitest'
import { boardPathOf, parseLink, routeOf } from './route.ts'

test('a board link names the board and its key', () => {
  const url = new URL(boardPathOf('AbCd1234', 'secret-key'), 'http://example.org')
  expect(routeOf(url)).toEqual({ page: 'board', boardId: 'AbCd1234', key: 'secret-key' })
})

test.each([
  ['http://example.org/b/AbCd1234#key', { boardId: 'AbCd1234', key: 'key' }],
  ['  /b/AbCd1234/#key ', { boardId: 'AbCd1234', key: 'key' }],
  ['/b/AbCd1234', undefined],
  ['http://example.org/', undefined],
  ['hello', undefined],
  ['http://[', undefined],
])('parsing %s', (text, expected) => {
  expect(parseLink(text)).toEqual(expected)
})

test('anything else is home', () => {
  expect(routeOf({ pathname: '/', hash: '' })).toEqual({ page: 'home' })
  expect(routeOf({ pathname: '/b/', hash: '#x' })).toEqual({ page: 'home' })
})
