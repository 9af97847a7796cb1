import { expect, test } from 'vitest'
import { askedHost, isOriginAllowed } from './origins.ts'
import { hashKey, newBoardId, newKey, roleOfKey } from './keys.ts'
import { TokenBucket } from './token-bucket.ts'
import { Tokens } from './tokens.ts'
import { isBoardId } from '@drawbridge/protocol'

const secret = 'a secret that is only good for tests'

test('a key opens the role whose hash it has, and nothing else', () => {
  const keys = { owner: newKey(), editor: newKey(), viewer: newKey() }
  const hashes = { owner: hashKey(keys.owner), editor: hashKey(keys.editor), viewer: hashKey(keys.viewer) }
  expect(roleOfKey(keys.owner, hashes)).toBe('owner')
  expect(roleOfKey(keys.editor, hashes)).toBe('editor')
  expect(roleOfKey(keys.viewer, hashes)).toBe('viewer')
  expect(roleOfKey(newKey(), hashes)).toBeUndefined()
  expect(roleOfKey('', hashes)).toBeUndefined()
  expect(roleOfKey(hashes.owner, hashes)).toBeUndefined()
})

test('keys hold 128 bits, ids are ids', () => {
  expect(Buffer.from(newKey(), 'base64url')).toHaveLength(16)
  expect(newKey()).not.toBe(newKey())
  expect(isBoardId(newBoardId())).toBe(true)
})

test('a token says what it was issued for', () => {
  const tokens = new Tokens(secret, 60_000)
  const { token, expiresAt } = tokens.issue('board', 'editor', 'Ann')
  expect(tokens.verify(token)).toEqual({ board: 'board', role: 'editor', name: 'Ann', expiresAt })
  expect(Math.abs(expiresAt - Date.now() - 60_000)).toBeLessThan(2000)
})

test('a token that is forged, changed, unsigned, foreign or out of date is none', () => {
  const tokens = new Tokens(secret, 60_000)
  const { token } = tokens.issue('board', 'viewer', '')
  const [header = '', claims = '', signature = ''] = token.split('.')
  const withClaims = (changed: object) => {
    const all = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object
    return Buffer.from(JSON.stringify({ ...all, ...changed })).toString('base64url')
  }
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  expect(tokens.verify(`${header}.${withClaims({ role: 'owner' })}.${signature}`)).toBeUndefined()
  expect(tokens.verify(`${unsigned}.${claims}.`)).toBeUndefined()
  expect(tokens.verify(new Tokens(`${secret}!`, 60_000).issue('board', 'owner', '').token)).toBeUndefined()
  expect(tokens.verify(new Tokens(secret, -5000).issue('board', 'owner', '').token)).toBeUndefined()
  expect(tokens.verify('')).toBeUndefined()
  expect(tokens.verify('a.b.c')).toBeUndefined()
})

test.each([
  ['a program that is no browser', undefined, 'same', true],
  ['our own page', 'http://draw.example:3000', 'same', true],
  ['our own page behind TLS', 'https://draw.example:3000', 'same', true],
  ['another port', 'http://draw.example:3001', 'same', false],
  ['another host', 'http://evil.example', 'same', false],
  ['a host that only begins like ours', 'http://draw.example:3000.evil.example', 'same', false],
  ['a page without an origin', 'null', 'same', false],
  ['a listed origin', 'https://friend.example', ['https://friend.example'], true],
  ['a listed host with another scheme', 'http://friend.example', ['https://friend.example'], false],
  ['our own page beside a list', 'http://draw.example:3000', ['https://friend.example'], true],
  ['anything, where anything may', 'http://evil.example', 'any', true],
] as const)('origin: %s', (_name, origin, allowed, expected) => {
  expect(isOriginAllowed(origin, 'draw.example:3000', allowed)).toBe(expected)
})

test('the host that a proxy forwards counts only behind a proxy', () => {
  const headers = { host: 'inside:80', 'x-forwarded-host': 'draw.example, other' }
  expect(askedHost(headers, false)).toBe('inside:80')
  expect(askedHost(headers, true)).toBe('draw.example')
  expect(askedHost({ host: 'inside:80' }, true)).toBe('inside:80')
})

test('a bucket gives a burst, then its rate, and says how long to wait', () => {
  const bucket = new TokenBucket(10, 20, 0)
  expect(bucket.take(20, 0)).toBe(0)
  expect(bucket.take(5, 0)).toBe(500)
  expect(bucket.take(5, 400)).toBe(100)
  expect(bucket.take(5, 500)).toBe(0)
  expect(bucket.take(1, 500)).toBe(100)
  expect(bucket.isFull(500)).toBe(false)
  expect(bucket.isFull(2500)).toBe(true)
})

test('what is larger than the bucket goes when it is full, and is paid for afterwards', () => {
  const bucket = new TokenBucket(10, 20, 0)
  expect(bucket.take(50, 0)).toBe(0)
  expect(bucket.take(10, 0)).toBe(4000)
})
