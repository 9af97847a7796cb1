import { expect, test } from 'vitest'
import { boardPathOf, parseLink, routeOf } from './route.ts'

test('a board link names the board and its key', () => {
  const url = new URL(boardPathOf('AbCd1234', 'secret-key'), 'http://example.org')
  expect(routeOf(url)).toEqual({ page: 'board', boardId: 'AbCd1234', key: 'secret-key' })
})

test.each([
  ['/', 'home'],
  ['/nothing/here', 'unknown'],
  ['/b/', 'unknown'],
])('%s is the page %s', (path, page) => {
  expect(routeOf(new URL(path, 'http://example.org'))).toEqual({ page })
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

test.each([
  { kind: 'view', place: { x: -12.5, y: 1e6, zoom: 0.125, page: '' } },
  { kind: 'view', place: { x: 0, y: 0, zoom: 64, page: 'A'.repeat(22) } },
  { kind: 'element', id: 'B'.repeat(22) },
] as const)('a link leads to %j', (target) => {
  const path = boardPathOf('AbCd1234', 'secret-key', target)
  expect(parseLink(`http://example.org${path}`)).toEqual({ boardId: 'AbCd1234', key: 'secret-key', target })
})

test.each(['view=1,2', 'view=1,2,x', 'view=', 'element=', 'other=1', ''])(
  'a link with %j leads to the board alone',
  (rest) => {
    const url = new URL(`http://example.org/b/AbCd1234#key&${rest}`)
    expect(routeOf(url)).toEqual({ page: 'board', boardId: 'AbCd1234', key: 'key' })
  },
)
