import { createHash, randomBytes } from 'node:crypto'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Instance } from '../testing/instance.ts'
import { startInstance } from '../testing/instance.ts'
import { SpokenReader } from './spoken.ts'

/*
 * Plays what packages/protocol/PROTOCOL.md describes with a bare Socket.IO client, against a real server. Bytes are those
 * of the examples there.
 */
let instance: Instance
const sockets: Socket[] = []

beforeAll(async () => {
  instance = await startInstance()
})

afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await instance.stop()
})

const stroke = '000102030405060708090a0b0c0d0e0f'
const text = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')
const create = text(`01${stroke}01000000060180c00c0180a006060100000000`)
/** Entries 2 and 3: one more point each. */
const extends2 = text(`01${stroke}010300010601271b5010`)
const extends3 = text(`01${stroke}010300020601573ba20122`)
/** The same as a growth. */
const growth = '#!}p#1%C/H#'
const drawn = [[[0, 0, 128, 0]], [[40, 8, 130, 17]], [[81, 17, 133, 33]]]

interface Welcome {
  readonly clientId: string
  readonly epoch: string
  readonly head: number
  readonly mark: string
  readonly continues: boolean
  readonly last: number
  readonly limits: { readonly messagesPerSecond: number; readonly burst: number }
  readonly tail?: { readonly base: number; readonly entries: readonly string[] }
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${instance.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
  return (await answer.json()) as Record<string, unknown>
}

async function newBoard(): Promise<{ id: string; key: string }> {
  const { id, keys } = (await post('/api/boards', {})) as { id: string; keys: { editor: string } }
  return { id, key: keys.editor }
}

/** Someone on a board, by the text of the protocol. */
async function join({ id, key }: { id: string; key: string }, clientKey: string, have?: object) {
  const { token } = await post(`/api/boards/${id}/session`, { key, name: 'someone' })
  const auth = { protocol: 1, token, clientKey, ...(have ? { have } : {}) }
  const socket = io(`${instance.url}/b/{${id}}`, { auth, transports: ['websocket'], forceNew: true })
  sockets.push(socket)
  const reader = new SpokenReader()
  let isWhole = true
  socket.on('l', (...batches: string[]) => {
    for (const batch of batches) isWhole = reader.batch(batch) && isWhole
  })
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.on('welcome', resolve)
    socket.on('connect_error', reject)
  })
  if (welcome.tail && !have) reader.range(welcome.tail.base, welcome.tail.entries)
  const ask = (event: string, ...values: unknown[]) =>
    new Promise<Record<string, unknown>>((resolve) => socket.emit(event, ...values, resolve))
  return { socket, reader, welcome, ask, isWhole: () => isWhole }
}

const newKey = () => randomBytes(24).toString('base64url')

test('who joins and draws is heard by the others, point for point', async () => {
  const board = await newBoard()
  const key = newKey()
  const ann = await join(board, key)
  const ben = await join(board, newKey())
  const id = createHash('sha256').update(key).digest().subarray(0, 12).toString('base64url')
  expect(ann.welcome).toMatchObject({ clientId: id, head: 0, last: 0, continues: false })
  for (const [i, entry] of [create, extends2, extends3].entries())
    expect(await ann.ask('submit', i + 1, [entry])).toEqual({ ok: true, last: i + 1 })
  for (const { reader } of [ann, ben]) {
    await vi.waitFor(() => expect(reader.seq).toBe(3))
    expect(reader.entries.map(({ seq, client, n }) => [seq, client, n])).toEqual([
      [1, id, 1],
      [2, id, 2],
      [3, id, 3],
    ])
    expect(reader.entries.map(({ samples }) => samples)).toEqual(drawn)
    expect(reader.unknown).toBe(0)
  }
})

test('a stroke grows by moves, and what is not stored of that is answered', async () => {
  const board = await newBoard()
  const ann = await join(board, newKey())
  const answers: unknown[] = []
  ann.socket.on('answer', (...values: unknown[]) => answers.push(values))
  // Behind nothing.
  ann.socket.emit('g', growth)
  await vi.waitFor(() => expect(answers).toEqual([[2, { ok: true, last: 0 }]]))
  await ann.ask('submit', 1, [create])
  ann.socket.emit('g', growth)
  await vi.waitFor(() => expect(ann.reader.seq).toBe(3))
  expect(ann.reader.entries.map(({ samples }) => samples)).toEqual(drawn)
  expect(answers).toHaveLength(1)
})

test('a batch that refers to what was not seen is made up for by a read', async () => {
  const board = await newBoard()
  const ann = await join(board, newKey())
  await ann.ask('submit', 1, [create])
  await ann.ask('submit', 2, [extends2])
  const late = await join(board, newKey(), { epoch: ann.welcome.epoch, seq: 0, mark: '', acknowledged: 0 })
  expect(late.welcome).toMatchObject({ head: 2, continues: true, tail: { base: 1 } })
  // As if the tail had been lost.
  await ann.ask('submit', 3, [extends3])
  await vi.waitFor(() => expect(late.isWhole()).toBe(false))
  const read = (await late.ask('read', 0, '')) as { base: number; entries: string[]; head: number }
  expect(read).toMatchObject({ ok: true, base: 1, head: 3 })
  late.reader.range(read.base, read.entries)
  expect(late.reader.entries.map(({ samples }) => samples)).toEqual(drawn)
})

test('who comes back is told what it missed, and that its log is the same', async () => {
  const board = await newBoard()
  const key = newKey()
  const ann = await join(board, key)
  await ann.ask('submit', 1, [create])
  await vi.waitFor(() => expect(ann.reader.seq).toBe(1))
  const first = (await ann.ask('read', 0, '')) as { entries: string[] }
  const mark = (first.entries[0] ?? '').slice(0, 32)
  ann.socket.disconnect()
  const ben = await join(board, newKey())
  expect(ben.welcome.mark).toBe(mark)
  await ben.ask('submit', 1, [extends2])
  const { epoch } = ann.welcome
  const back = await join(board, key, { epoch, seq: 1, mark, acknowledged: 1 })
  expect(back.welcome).toMatchObject({ continues: true, head: 2, last: 1, tail: { base: 2 } })
  const other = await join(board, key, { epoch, seq: 1, mark: 'A'.repeat(32), acknowledged: 1 })
  expect(other.welcome).toMatchObject({ continues: false })
  expect(await back.ask('read', 1, 'A'.repeat(32))).toMatchObject({
    ok: false,
    error: { code: 'LOG_REPLACED' },
  })
})

test('what is sent again is stored once, what is ahead of its turn not at all, what is broken never', async () => {
  const board = await newBoard()
  const ann = await join(board, newKey())
  expect(await ann.ask('submit', 1, [create])).toEqual({ ok: true, last: 1 })
  expect(await ann.ask('submit', 1, [create, extends2])).toEqual({ ok: true, last: 2 })
  expect(await ann.ask('submit', 5, [extends3])).toEqual({ ok: true, last: 2 })
  expect(await ann.ask('submit', 3, [extends3, 'AA'])).toMatchObject({
    ok: false,
    at: 1,
    error: { code: 'INVALID_ENTRY' },
  })
  expect(await ann.ask('read', 0, '')).toMatchObject({ head: 2 })
})

test('who sends too much is told to wait, and goes on after that', async () => {
  const board = await newBoard()
  const ann = await join(board, newKey())
  const { messagesPerSecond, burst } = ann.welcome.limits
  const count = messagesPerSecond * burst + 200
  const replies = await Promise.all(Array.from({ length: count }, () => ann.ask('submit', 7, [extends3])))
  const refused = replies.filter(({ ok }) => ok === false)
  expect(refused.length).toBeGreaterThan(0)
  const { error } = refused.at(-1) as { error: { code: string; retryAfter: number } }
  expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) as number })
  await vi.waitFor(async () => expect(await ann.ask('submit', 1, [create])).toEqual({ ok: true, last: 1 }), {
    timeout: 10_000,
    interval: Math.ceil(error.retryAfter) + 50,
  })
})
