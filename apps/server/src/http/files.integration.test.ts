import { deflateSync } from 'node:zlib'
import { fileIdOf } from '@drawbridge/protocol'
import { startPostgres, startRedis } from '@drawbridge/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instance, MadeBoard } from '../testing/instance.ts'
import { startInstance } from '../testing/instance.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
/** Begins like a PNG, which is all that the server looks at. */
const png = (content: string) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
      Buffer.from('0000000049444154', 'hex'),
      deflateSync(content),
    ]),
  )
const svg = (content = '') => bytesOf(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`)

async function session(instance: Instance, board: MadeBoard, role: keyof MadeBoard['keys']): Promise<string> {
  const answer = await fetch(`${instance.url}/api/boards/${board.id}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: board.keys[role] }),
  })
  return ((await answer.json()) as { token: string }).token
}

const addressOf = (instance: Instance, board: MadeBoard, file: string) =>
  `${instance.url}/api/boards/${board.id}/files/${file}`

async function put(
  instance: Instance,
  board: MadeBoard,
  bytes: Uint8Array,
  token: string,
  id = fileIdOf(bytes),
) {
  const answer = await fetch(addressOf(instance, board, id), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  })
  const text = await answer.text()
  const { error } = (text === '' ? {} : JSON.parse(text)) as { error?: { code: string } }
  return [answer.status, ...(error ? [error.code] : [])]
}

const get = (instance: Instance, board: MadeBoard, file: string, token: string, headers = {}) =>
  fetch(addressOf(instance, board, file), { headers: { authorization: `Bearer ${token}`, ...headers } })

describe('files of a board', () => {
  let instance: Instance
  let board: MadeBoard
  let token: string
  beforeAll(async () => {
    instance = await startInstance({
      settings: { DRAWBRIDGE_MAX_FILE_BYTES: '5000', DRAWBRIDGE_BOARD_FILE_BYTES: '10000' },
    })
    board = await instance.makeBoard()
    token = await session(instance, board, 'editor')
  })
  afterAll(() => instance.stop())

  test('are put by who may draw and got by who may look, for good', async () => {
    const bytes = png('one')
    const id = fileIdOf(bytes)
    expect(await put(instance, board, bytes, token)).toEqual([204])
    expect(await put(instance, board, bytes, await session(instance, board, 'owner'))).toEqual([204])
    const viewer = await session(instance, board, 'viewer')
    const answer = await get(instance, board, id, viewer)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${id}"`,
      'x-content-type-options': 'nosniff',
    })
    const again = await get(instance, board, id, viewer, { 'if-none-match': `"${id}"` })
    expect(again.status).toBe(304)
    expect(await put(instance, board, png('two'), viewer)).toEqual([403, 'READ_ONLY'])
  })

  test('are of that board only', async () => {
    const other = await instance.makeBoard()
    const theirs = await session(instance, other, 'owner')
    const bytes = png('secret')
    await put(instance, board, bytes, token)
    expect((await get(instance, other, fileIdOf(bytes), theirs)).status).toBe(404)
    expect((await get(instance, board, fileIdOf(bytes), theirs)).status).toBe(401)
    expect(await put(instance, board, bytes, theirs)).toEqual([401, 'UNAUTHORIZED'])
  })

  test('that are not there yet are worth asking for again, and nobody keeps the answer', async () => {
    const answer = await get(instance, board, fileIdOf(png('later')), token)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({ error: { code: 'FILE_NOT_FOUND' } })
    const nonsense = await get(instance, board, 'nonsense', token)
    expect(await nonsense.json()).toMatchObject({ error: { code: 'BAD_REQUEST' } })
  })

  test('an SVG can run and load nothing', async () => {
    const bytes = svg('<script>alert(1)</script>')
    expect(await put(instance, board, bytes, token)).toEqual([204])
    const { headers } = await get(instance, board, fileIdOf(bytes), token)
    expect(headers.get('content-type')).toBe('image/svg+xml')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox$/)
  })

  test.each([
    ['no picture', bytesOf('hello'), 415, 'FILE_TYPE_UNKNOWN'],
    ['a page', bytesOf('<!DOCTYPE html><script>alert(1)</script>'), 415, 'FILE_TYPE_UNKNOWN'],
    ['nothing', new Uint8Array(), 415, 'FILE_TYPE_UNKNOWN'],
    ['a file that is too large', svg('x'.repeat(5000)), 413, 'FILE_TOO_LARGE'],
  ])('%s is refused', async (_name, bytes, status, code) => {
    expect(await put(instance, board, bytes, token)).toEqual([status, code])
    expect((await get(instance, board, fileIdOf(bytes), token)).status).toBe(404)
  })

  test('a file that comes in pieces and is too large is refused, too', async () => {
    const piece = new Uint8Array(3000)
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 3; i++) controller.enqueue(piece)
        controller.close()
      },
    })
    const answer = await fetch(addressOf(instance, board, fileIdOf(piece)), {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body,
      duplex: 'half',
    } as RequestInit)
    expect(await answer.json()).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } })
  })

  test('other bytes than were announced are refused', async () => {
    expect(await put(instance, board, png('these'), token, fileIdOf(png('those')))).toEqual([
      400,
      'FILE_HASH_WRONG',
    ])
  })

  test('a board takes no more than its share', async () => {
    const full = await instance.makeBoard()
    const owner = await session(instance, full, 'owner')
    for (const letter of ['a', 'b']) await put(instance, full, svg(letter.repeat(4500)), owner)
    expect(await put(instance, full, svg('c'.repeat(4500)), owner)).toEqual([409, 'FILES_FULL'])
    expect(await put(instance, full, svg('d'), owner)).toEqual([204])
  })

  test('only so many a minute', async () => {
    const slow = await startInstance({ settings: { DRAWBRIDGE_FILES_PER_MINUTE: '2' } })
    try {
      const made = await slow.makeBoard()
      const owner = await session(slow, made, 'owner')
      const answers = []
      for (const name of ['a', 'b', 'c']) answers.push(await put(slow, made, svg(name), owner))
      expect(answers).toEqual([[204], [204], [429, 'RATE_LIMITED']])
    } finally {
      await slow.stop()
    }
  })
})

describe('several instances', () => {
  test.each(['Redis', 'Redis and PostgreSQL'])('over %s, each has what another took', async (name) => {
    const redis = await startRedis()
    const postgres = name === 'Redis' ? undefined : await startPostgres()
    const settings = {
      DRAWBRIDGE_REDIS_URL: redis.url,
      ...(postgres ? { DRAWBRIDGE_COLD_URL: postgres.url } : {}),
    }
    const instances = [await startInstance({ settings }), await startInstance({ settings })] as const
    try {
      const [one, other] = instances
      const board = await one.makeBoard()
      const bytes = png(name)
      expect(await put(one, board, bytes, await session(one, board, 'editor'))).toEqual([204])
      const answer = await get(other, board, fileIdOf(bytes), await session(other, board, 'viewer'))
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    } finally {
      for (const instance of instances) await instance.stop()
      await Promise.all([redis.stop(), postgres?.stop()])
    }
  })
})
