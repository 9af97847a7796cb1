import type { SubmitReply } from '@drawbridge/protocol'
import { defaultLimits } from '@drawbridge/protocol'
import { until } from '@drawbridge/testkit'
import { afterEach, expect, test } from 'vitest'
import { batchOf, someEntries } from '../testing/entries.ts'
import type { Instance } from '../testing/instance.ts'
import { startInstance } from '../testing/instance.ts'
import { RawClient } from '../testing/raw-client.ts'

let instance: Instance | undefined

async function start(limits = defaultLimits, linger?: number): Promise<Instance> {
  instance = await startInstance({ limits, ...(linger === undefined ? {} : { linger }) })
  return instance
}

afterEach(async () => {
  await instance?.stop()
  instance = undefined
})

async function metric(name: string): Promise<number> {
  const { body } = (await instance?.app.http.inject('/metrics')) ?? { body: '' }
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1])
}

test('over the rate one is told when to come again, and may then', async () => {
  const { url, makeBoard, handshake } = await start({ ...defaultLimits, messagesPerSecond: 20, burst: 1 })
  const board = await makeBoard()
  const client = await RawClient.open(url)
  await client.join(board.id, handshake(board, 'editor'))
  await client.next('welcome')
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, i) => client.ask<SubmitReply>('submit', i + 1, someEntries(i + 1, 1))),
  )
  const refused = replies.filter((reply) => !reply.ok)
  expect(replies.findIndex((reply) => !reply.ok)).toBeGreaterThanOrEqual(20)
  expect(refused.length).toBeGreaterThan(0)
  const [first] = refused
  expect(first).toMatchObject({ error: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } })
  const stored = replies.filter((reply) => reply.ok).length
  await until(
    async () => (await client.ask<SubmitReply>('submit', stored + 1, someEntries(stored + 1, 1))).ok,
    () => 'a submit is taken again',
  )
})

test('bytes count as well as messages', async () => {
  const { url, makeBoard, handshake } = await start({ ...defaultLimits, bytesPerSecond: 1000, burst: 1 })
  const board = await makeBoard()
  const client = await RawClient.open(url)
  await client.join(board.id, handshake(board, 'editor'))
  const first = await client.ask<SubmitReply>('submit', 1, someEntries(1, 20))
  expect(first.ok).toBe(true)
  const second = await client.ask<SubmitReply>('submit', 21, someEntries(21, 20))
  expect(second).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED' } })
})

test('a board has a rate as well, and who takes little of it is not slowed by who takes much', async () => {
  const { url, makeBoard, handshake } = await start({ ...defaultLimits, boardSubmitsPerSecond: 40 })
  const board = await makeBoard()
  const join = async (name: string) => {
    const client = await RawClient.open(url)
    await client.join(board.id, handshake(board, 'editor', { clientKey: name.repeat(22) }))
    const [welcome] = await client.next('welcome')
    expect(welcome.limits.boardSubmitsPerSecond).toBe(40)
    return client
  }
  const [much, little] = [await join('m'), await join('l')]
  const submit = (client: RawClient, n: number) => client.ask<SubmitReply>('submit', n, someEntries(n, 1))
  // Counted in from the first on, so the rate is divided among both.
  expect((await submit(little, 1)).ok).toBe(true)
  const replies = await Promise.all(Array.from({ length: 80 }, (_, i) => submit(much, i + 1)))
  expect(replies.find((reply) => !reply.ok)).toMatchObject({
    error: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) },
  })
  expect((await submit(little, 2)).ok).toBe(true)
})

test('a message that is too large closes its connection', async () => {
  const { url, makeBoard, handshake } = await start()
  const board = await makeBoard()
  const client = await RawClient.open(url)
  await client.join(board.id, handshake(board, 'editor'))
  client.emit('submit', 1, ['A'.repeat(defaultLimits.messageBytes)])
  await client.closed
})

test('twenty thousand joins over one socket make next to no namespaces', async () => {
  const { url } = await start()
  const client = await RawClient.open(url)
  for (let i = 0; i < 20_000; i++) client.send(`40/b/{board${i}},{}`)
  await client.closed
  expect(await metric('drawbridge_boards_hosted')).toBeLessThanOrEqual(5)
})

test('a flood of packets closes its connection and no other', async () => {
  const { url, makeBoard, handshake } = await start()
  const board = await makeBoard()
  const other = await RawClient.open(url)
  await other.join(board.id, handshake(board, 'editor'))
  const flooding = await RawClient.open(url)
  await flooding.join(board.id, handshake(board, 'editor', { clientKey: 'f'.repeat(22) }))
  for (let i = 0; i < 5000; i++) flooding.emit('presence', {})
  await flooding.closed
  expect((await other.ask<SubmitReply>('submit', 1, someEntries(1, 1))).ok).toBe(true)
})

test.each([
  ['attachments that are announced as none', '450-/b/{board},["submit"]'],
  ['more attachments than anyone needs', '4511-/b/{board},["submit"]'],
  ['an event for a board that was not joined', '42/b/{other},["submit",1,[]]'],
  ['a reserved event', '42/b/{board},["disconnect"]'],
  ['deep nesting', `42/b/{board},["submit",1,${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
  ['no JSON', '42/b/{board},{'],
  ['no packet', '49'],
  ['nothing', ''],
])('the process survives %s', async (_name, text) => {
  const { url, makeBoard, handshake } = await start()
  const hostile = await RawClient.open(url)
  const board = await makeBoard()
  await hostile.join(board.id, handshake(board, 'editor'))
  hostile.send(text.replace('{board}', `{${board.id}}`))
  const client = await RawClient.open(url)
  await client.join(board.id, handshake(board, 'editor', { clientKey: 'c'.repeat(22) }))
  expect((await client.ask<SubmitReply>('submit', 1, someEntries(1, 1))).ok).toBe(true)
})

test('a board without connections is let go after a while, and comes back whole', async () => {
  const { url, makeBoard, handshake } = await start(defaultLimits, 20)
  const board = await makeBoard()
  for (let round = 1; round <= 3; round++) {
    const client = await RawClient.open(url)
    await client.join(board.id, handshake(board, 'editor'))
    expect(await client.ask('submit', round, someEntries(round, 1))).toEqual({ ok: true, last: round })
    expect(await metric('drawbridge_boards_hosted')).toBe(1)
    client.close()
    await until(
      async () => (await metric('drawbridge_boards_hosted')) === 0,
      () => 'the board is let go',
    )
  }
})

test('letting boards go while people come and go never splits one in two', async () => {
  const { url, makeBoard, handshake } = await start(defaultLimits, 0)
  const board = await makeBoard()
  for (let round = 0; round < 60; round++) {
    // One leaves at the moment at which two others come.
    const leaving = await RawClient.open(url)
    await leaving.join(board.id, handshake(board, 'viewer', { clientKey: 'l'.repeat(22) }))
    const [a, b] = await Promise.all([RawClient.open(url), RawClient.open(url)])
    leaving.close()
    const join = async (client: RawClient, name: string) => {
      expect(
        await client.join(board.id, handshake(board, 'editor', { clientKey: name.repeat(22) })),
      ).toBeUndefined()
      return client.next('welcome')
    }
    const joined = join(a, 'a')
    if (round % 2) await new Promise((resolve) => setImmediate(resolve))
    const [[welcome]] = await Promise.all([joined, join(b, 'b')])
    const n = welcome.last + 1
    const heard = b.next('l')
    expect((await a.ask<SubmitReply>('submit', n, someEntries(n, 1))).ok).toBe(true)
    expect(batchOf((await heard)[0]).base).toBe(n)
    a.close()
    b.close()
  }
})
