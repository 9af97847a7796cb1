import { decodeBase64Url } from '@drawbridge/board'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boardOfNamespace,
  clientIdBytes,
  clientIdOf,
  fileIdOf,
  fileIdPattern,
  clientKeyPattern,
  isBoardId,
  namespaceOf,
} from './names.ts'

describe('board ids', () => {
  test.each(['abcd', 'A-_9', '____', 'a'.repeat(32)])('%j is one', (value) => {
    expect(isBoardId(value)).toBe(true)
  })

  test.each([
    '',
    'abc',
    'a'.repeat(33),
    'ab/cd',
    '../..',
    'ab.cd',
    'abcd\n',
    'a{b}c',
    'äbcd',
    4711,
    null,
    undefined,
  ])('%j is none', (value) => {
    expect(isBoardId(value)).toBe(false)
  })
})

describe('namespaces', () => {
  test('lead to their board and back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{4,32}$/), (board) => {
        expect(boardOfNamespace(namespaceOf(board))).toBe(board)
      }),
    )
  })

  test('put the board in braces: the log of a board and its channel share a slot', () => {
    expect(namespaceOf('abcd')).toBe('/b/{abcd}')
  })

  test.each([
    '',
    '/',
    '/b/abcd',
    '/b/{abc}',
    '/b/{abcd}/',
    '/b/{abcd}\n',
    ' /b/{abcd}',
    '/b/{ab}cd}',
    '/admin',
  ])('%j is none of ours', (name) => {
    expect(boardOfNamespace(name)).toBeUndefined()
  })
})

describe('client ids', () => {
  test('are short, the same for the same key, and say nothing about it', () => {
    const key = 'k'.repeat(22)
    expect(decodeBase64Url(clientIdOf(key))).toHaveLength(clientIdBytes)
    expect(clientIdOf(key)).toBe(clientIdOf(key))
    expect(clientIdOf(key)).not.toBe(clientIdOf('k'.repeat(21) + 'l'))
    // Stored in logs, so it may never change.
    expect(clientIdOf(key)).toBe('FzPDXZT2F30O9cN8')
  })

  test.each([
    ['k'.repeat(22), true],
    ['k'.repeat(64), true],
    ['k'.repeat(21), false],
    ['k'.repeat(65), false],
    ['k'.repeat(22) + '\n', false],
    ['k'.repeat(22) + ' ', false],
  ])('the key %j is long and plain enough: %s', (key, good) => {
    expect(clientKeyPattern.test(key)).toBe(good)
  })
})

describe('file ids', () => {
  test('are the hash of the bytes, written in one way', () => {
    const id = fileIdOf(new Uint8Array())
    // On boards for good, so it may never change.
    expect(id).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU')
    expect(fileIdPattern.test(id)).toBe(true)
    // The same bytes, if one does not look closely.
    expect(fileIdPattern.test(`${id.slice(0, -1)}V`)).toBe(false)
    for (const other of ['', id.slice(1), `${id}A`, `${id}\n`, `../${id.slice(3)}`])
      expect(fileIdPattern.test(other)).toBe(false)
  })
})
