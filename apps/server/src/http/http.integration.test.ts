import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Board, boardHash, createElement, elementId, extendStroke, Ink, stroke } from '@drawbridge/board'
import { decodeSnapshot } from '@drawbridge/protocol'
import { until } from '@drawbridge/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { encoded, rectangleNumber, someEntries } from '../testing/entries.ts'
import type { Instance, MadeBoard } from '../testing/instance.ts'
import { startInstance } from '../testing/instance.ts'
import { RawClient } from '../testing/raw-client.ts'

let instance: Instance

beforeAll(async () => {
  instance = await startInstance({ settings: { DRAWBRIDGE_SNAPSHOT_ENTRIES: '10' } })
})

afterAll(() => instance.stop())

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

async function call(path: string, options: RequestInit & { token?: string } = {}): Promise<Answer> {
  const { token, ...rest } = options
  const headers = new Headers(rest.headers)
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const answer = await fetch(`${instance.url}${path}`, { ...rest, headers })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] }
}

function post(path: string, body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  return call(path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

async function session(board: MadeBoard, role: keyof MadeBoard['keys']): Promise<string> {
  const { body } = await post(`/api/boards/${board.id}/session`, { key: board.keys[role] })
  return body['token'] as string
}

/** Puts entries on a board as an editor would. */
async function submit(board: MadeBoard, entries: readonly string[]): Promise<void> {
  const client = await RawClient.open(instance.url)
  expect(await client.join(board.id, instance.handshake(board, 'editor'))).toBeUndefined()
  const reply = await client.ask<{ ok: boolean }>('submit', 1, entries)
  expect(reply.ok).toBe(true)
  client.close()
}

function errorCode({ status, body }: Answer): [number, unknown] {
  const { code, message } = body['error'] as { code: unknown; message: unknown }
  expect(message).toEqual(expect.any(String))
  expect(Object.keys(body)).toEqual(['error'])
  return [status, code]
}

describe('making a board', () => {
  test('gives keys and links for each role, and the log keeps no key', async () => {
    const { status, body } = await post('/api/boards', { title: 'Plans' })
    expect(status).toBe(201)
    const { id, keys, links } = body as unknown as MadeBoard & { links: MadeBoard['keys'] }
    expect(body['title']).toBe('Plans')
    expect(links).toEqual({
      owner: `${instance.url}/b/${id}#${keys.owner}`,
      editor: `${instance.url}/b/${id}#${keys.editor}`,
      viewer: `${instance.url}/b/${id}#${keys.viewer}`,
    })
    const stored = JSON.stringify(await instance.log.metadata(id))
    for (const key of Object.values(keys)) expect(stored).not.toContain(key)
  })

  test.each([
    ['a title that is no text', { title: 5 }, 400, 'BAD_REQUEST'],
    ['a title that is too long', { title: 'x'.repeat(201) }, 400, 'BAD_REQUEST'],
    ['no object', [], 400, 'BAD_REQUEST'],
    ['no JSON', '{', 400, 'BAD_REQUEST'],
    ['a body that is too large', { title: 'x'.repeat(100_000) }, 413, 'TOO_LARGE'],
  ])('refuses %s', async (_name, body, status, code) => {
    expect(errorCode(await post('/api/boards', body))).toEqual([status, code])
  })

  test('another type of body is refused in the same form', async () => {
    const answer = await call('/api/boards', {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<board/>',
    })
    expect(errorCode(answer)).toEqual([400, 'BAD_REQUEST'])
  })
})

describe('a session', () => {
  test('is given for each key, with its role', async () => {
    const board = await instance.makeBoard()
    for (const role of ['owner', 'editor', 'viewer'] as const) {
      const { status, body } = await post(`/api/boards/${board.id}/session`, {
        key: board.keys[role],
        name: 'Ann',
      })
      expect([status, body['role']]).toEqual([200, role])
      expect(body['expiresAt']).toBeGreaterThan(Date.now())
    }
  })

  test('does not tell whether the board or the key is unknown', async () => {
    const board = await instance.makeBoard()
    const other = await instance.makeBoard()
    const answers = await Promise.all([
      post(`/api/boards/${board.id}/session`, { key: other.keys.owner }),
      post('/api/boards/nosuchboard/session', { key: other.keys.owner }),
      post('/api/boards/x/session', { key: other.keys.owner }),
      post('/api/boards/%7B%7D%00/session', { key: other.keys.owner }),
    ])
    expect(answers.map(errorCode)).toEqual(Array(4).fill([404, 'BOARD_NOT_FOUND']))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })
})

describe('reading a board', () => {
  test('needs a token of this board', async () => {
    const board = await instance.makeBoard()
    const foreign = await session(await instance.makeBoard(), 'owner')
    for (const path of ['', '/document', '/entries', '/snapshot/1'])
      for (const token of [undefined, 'nonsense', foreign])
        expect(
          errorCode(await call(`/api/boards/${board.id}${path}`, token === undefined ? {} : { token })),
        ).toEqual([401, 'UNAUTHORIZED'])
  })

  test('says what it is and how far its log goes', async () => {
    const board = await instance.makeBoard()
    await submit(board, someEntries(1, 3))
    const { body } = await call(`/api/boards/${board.id}`, { token: await session(board, 'viewer') })
    const { epoch } = await instance.log.state(board.id)
    expect(body).toMatchObject({
      id: board.id,
      title: '',
      role: 'viewer',
      head: 3,
      epoch,
      elementCount: 3,
    })
    expect(body['updatedAt']).toBeGreaterThanOrEqual(body['createdAt'] as number)
  })

  test('a document holds everything as JSON, with the hash that every replica has', async () => {
    const board = await instance.makeBoard()
    const id = elementId(new Uint8Array(16).fill(9))
    const points = [
      { x: 10, y: 20, pressure: 1, time: 0 },
      { x: 11, y: 22.5, pressure: 0, time: 16 },
    ]
    const drawn = createElement(stroke({ id, index: 'a1', points }))
    const { grid } = stroke({ id, index: 'a1', points }).ink
    const operations = [
      drawn,
      rectangleNumber(1),
      extendStroke(id, 2, Ink.from([{ x: 4, y: 4, time: 30 }], grid)),
    ]
    await submit(
      board,
      operations.map((operation) => encoded(operation)),
    )
    const replica = new Board()
    for (const operation of operations) replica.apply(operation)

    const { body } = await call(`/api/boards/${board.id}/document`, { token: await session(board, 'viewer') })
    expect(body).toMatchObject({
      seq: 3,
      hash: boardHash(replica),
      settings: { background: 'paper', pattern: 'dots' },
    })
    const [below, above] = body['elements'] as Record<string, unknown>[]
    expect(below).toMatchObject({ type: 'shape', shape: 'rectangle', width: 10 })
    expect(above).toMatchObject({ type: 'stroke', id, x: 10, y: 20, erased: {} })
    expect(above?.['points']).toEqual([
      [0, 0, 1, 0],
      [1, 2.5, 0, 16],
      [4, 4, 128 / 255, 30],
    ])
    expect(above).not.toHaveProperty('ink')
  })

  test('entries come in order, with who and what, from any seq', async () => {
    const board = await instance.makeBoard()
    await submit(board, someEntries(1, 5))
    const token = await session(board, 'viewer')
    const { body } = await call(`/api/boards/${board.id}/entries?after=2&limit=2`, { token })
    expect(body).toMatchObject({ head: 5, entries: [{ seq: 3, n: 3 }, { seq: 4 }] })
    const [first] = body['entries'] as { operations: { type: string }[] }[]
    expect(first?.operations).toMatchObject([
      { type: 'create', element: { type: 'shape', shape: 'rectangle' } },
    ])
    const whole = await call(`/api/boards/${board.id}/entries`, { token })
    expect(whole.body['entries']).toHaveLength(5)
    const bad = await call(`/api/boards/${board.id}/entries?after=-1`, { token })
    expect(errorCode(bad)).toEqual([400, 'BAD_REQUEST'])
  })

  test('a snapshot is bytes that never change at their address', async () => {
    const board = await instance.makeBoard()
    await submit(board, someEntries(1, 12))
    await until(
      async () => (await instance.log.state(board.id)).snapshot === 12,
      () => 'there is a snapshot',
    )
    const headers = { authorization: `Bearer ${await session(board, 'viewer')}` }
    const answer = await fetch(`${instance.url}/api/boards/${board.id}/snapshot/12`, { headers })
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    const snapshot = decodeSnapshot(new Uint8Array(await answer.arrayBuffer()))
    expect(snapshot).toMatchObject({ ok: true, value: { seq: 12 } })

    const tag = answer.headers.get('etag') ?? ''
    const known = await fetch(answer.url, { headers: { ...headers, 'if-none-match': tag } })
    expect([known.status, await known.text()]).toEqual([304, ''])
    for (const accepted of ['gzip', 'identity', 'br, gzip;q=0'])
      await vi.waitFor(async () => {
        const again = await fetch(answer.url, { headers: { ...headers, 'accept-encoding': accepted } })
        // What is compressed is made plain by fetch.
        expect(again.headers.get('content-encoding')).toBe(accepted === 'gzip' ? 'gzip' : null)
        expect(decodeSnapshot(new Uint8Array(await again.arrayBuffer()))).toMatchObject({ ok: true })
      })
    const missing = await call(`/api/boards/${board.id}/snapshot/11`, { headers })
    expect(errorCode(missing)).toEqual([404, 'SNAPSHOT_NOT_FOUND'])
    expect(missing.headers.get('cache-control')).toBe('no-store')
    expect(errorCode(await call(`/api/boards/${board.id}/snapshot/last`, { headers }))).toEqual([
      400,
      'BAD_REQUEST',
    ])
  })
})

describe('the rest', () => {
  test('an unknown address is an error of the same form', async () => {
    expect(errorCode(await call('/api/nothing'))).toEqual([404, 'NOT_FOUND'])
    expect(errorCode(await call('/api/boards', { method: 'DELETE' }))).toEqual([404, 'NOT_FOUND'])
  })

  test('the documentation is made from the schemas and shown without inline scripts', async () => {
    const { body } = await call('/api/docs/json')
    expect(Object.keys(body['paths'] as object)).toEqual([
      '/api/boards',
      '/api/boards/{id}/session',
      '/api/boards/{id}',
      '/api/boards/{id}/document',
      '/api/boards/{id}/snapshot/{seq}',
      '/api/boards/{id}/entries',
      '/api/boards/{id}/files/{file}',
    ])
    const text = JSON.stringify(body)
    expect(text).toContain('Shown this once')
    expect(text).toContain('SNAPSHOT_NOT_FOUND')

    const page = await fetch(`${instance.url}/api/docs/`)
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    const scripts = [...html.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, source = '']) => source)
    expect(scripts.length).toBeGreaterThan(0)
    for (const source of scripts)
      expect((await fetch(new URL(source, `${instance.url}/api/docs/`))).status).toBe(200)
  })

  test('pages may open sockets to us, run our scripts only, and stay on plain HTTP', async () => {
    const { headers } = await call('/healthz')
    const policy = headers.get('content-security-policy')
    const host = new URL(instance.url).host
    expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`)
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('probes and metrics', async () => {
    expect((await call('/healthz')).status).toBe(200)
    expect((await call('/readyz')).status).toBe(200)
    const board = await instance.makeBoard()
    await submit(board, someEntries(1, 2))
    const text = await (await fetch(`${instance.url}/metrics`)).text()
    for (const name of [
      'drawbridge_connections',
      'drawbridge_boards_hosted',
      'drawbridge_entries_appended_total',
      'drawbridge_append_seconds_bucket',
      'drawbridge_submit_refusals_total',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(text).toContain(name)
    expect(text).toMatch(/drawbridge_entries_appended_total [1-9]/)
  })

  test('pages of another origin get no leave to read the API', async () => {
    const origin = 'http://evil.example'
    const answer = await call('/healthz', { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    const asked = await call('/api/boards', { method: 'OPTIONS', headers: { origin } })
    expect(errorCode(asked)).toEqual([403, 'ORIGIN_NOT_ALLOWED'])
  })

  test('without the built web client a sentence says what to do', async () => {
    const page = await fetch(`${instance.url}/`)
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm run build')])
  })
})

describe('settings', () => {
  test('listed origins may call the API; boards per minute are limited; links have the public address', async () => {
    const other = await startInstance({
      settings: {
        DRAWBRIDGE_ORIGINS: 'https://friend.example',
        DRAWBRIDGE_BOARDS_PER_MINUTE: '2',
        DRAWBRIDGE_PUBLIC_URL: 'https://draw.example',
      },
    })
    try {
      const origin = 'https://friend.example'
      const asked = await fetch(`${other.url}/api/boards`, { method: 'OPTIONS', headers: { origin } })
      expect(asked.status).toBe(204)
      expect(asked.headers.get('access-control-allow-headers')).toContain('authorization')
      const make = () =>
        fetch(`${other.url}/api/boards`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin },
          body: '{}',
        })
      const made = await make()
      expect(made.headers.get('access-control-allow-origin')).toBe(origin)
      expect(await made.text()).toContain('https://draw.example/b/')
      await make()
      const refused = await make()
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await refused.json()).toMatchObject({
        error: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) },
      })
    } finally {
      await other.stop()
    }
  })

  test('the web client: pages are asked for anew, assets with a hash never', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drawbridge-web-'))
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), '<title>Drawbridge</title>')
    await writeFile(join(folder, 'assets/index-abc123.js'), '0')
    const other = await startInstance({ webClient: folder })
    try {
      for (const path of ['/', '/b/anyboard']) {
        const page = await fetch(other.url + path)
        expect(await page.text()).toContain('<title>Drawbridge</title>')
        expect(page.headers.get('cache-control')).toBe('no-cache')
        expect(page.headers.get('content-type')).toContain('text/html')
      }
      const asset = await fetch(`${other.url}/assets/index-abc123.js`)
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(asset.headers.get('content-type')).toContain('javascript')
      for (const path of ['/assets/none.js', '/assets/..%2f..%2fetc/passwd', '/..%2findex.html'])
        expect((await fetch(other.url + path)).status).toBe(404)
      // A browser shows what it gets; a program reads it.
      const browser = { headers: { accept: 'text/html,*/*' } }
      const page = await fetch(`${other.url}/nothing/here`, browser)
      expect([page.status, await page.text()]).toEqual([404, '<title>Drawbridge</title>'])
      for (const answer of [
        await fetch(`${other.url}/nothing/here`),
        await fetch(`${other.url}/api/nothing`, browser),
      ])
        expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
    } finally {
      await other.stop()
      await rm(folder, { recursive: true })
    }
  })
})
