import type { PresenceUpdate, SubmitReply } from '@drawbridge/protocol'
import { clientIdOf, defaultLimits } from '@drawbridge/protocol'
import type { RedisProcess } from '@drawbridge/testkit'
import { startRedis, until } from '@drawbridge/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passGate } from '../boards/gate.ts'
import { openRedisLog } from '../log/redis-log.ts'
import { batchOf, someEntries } from '../testing/entries.ts'
import type { Instance, MadeBoard } from '../testing/instance.ts'
import { clientKey, startInstance } from '../testing/instance.ts'
import { joinAs } from '../testing/join-as.ts'
import { RawClient } from '../testing/raw-client.ts'
import { crowd } from './pace.ts'

let redis: RedisProcess
let admin: Redis
let one: Instance
let two: Instance

beforeAll(async () => {
  redis = await startRedis()
  admin = new Redis(redis.url)
  const settings = { DRAWBRIDGE_REDIS_URL: redis.url }
  one = await startInstance({ settings })
  two = await startInstance({ settings })
})

afterAll(async () => {
  await Promise.all([one.stop(), two.stop()])
  admin.disconnect()
  await redis.stop()
})

/** Of a crowd, on an instance that has it easy. Milliseconds. */
const pace = 20

const idOf = (name: string) => clientIdOf(clientKey(name))

async function presence(client: RawClient, fits: (update: PresenceUpdate) => boolean): Promise<void> {
  for (;;) {
    const [update] = await client.next('presence')
    if (fits(update)) return
  }
}

const names = (who: string) => (update: PresenceUpdate) =>
  update.peers?.some(([, { client }]) => client === idOf(who)) ?? false

/** Stores entries as an instance does whose messages reach nobody. */
async function storeSilently(board: MadeBoard, name: string, count: number): Promise<void> {
  const log = openRedisLog({ redis: admin, adapterPrefix: 'nobody-listens' })
  const client = idOf(name)
  const submitted = { role: 'editor', client, first: 1, entries: someEntries(1, count) } as const
  const verdict = passGate(submitted, defaultLimits, 0)
  if (!verdict.ok) throw new Error(verdict.error.message)
  await log.append(board.id, [verdict.group])
  await log.close()
}

test('what is submitted to one instance reaches the clients of both, once and in order', async () => {
  const board = await one.makeBoard()
  const [a, b] = await Promise.all([joinAs(one, board, 'a'), joinAs(two, board, 'b')])
  for (let n = 1; n <= 20; n++) {
    const replies = await Promise.all(
      [a, b].map((client) => client.ask<SubmitReply>('submit', n, someEntries(n, 1))),
    )
    expect(replies).toEqual([
      { ok: true, last: n },
      { ok: true, last: n },
    ])
  }
  for (const client of [a, b]) {
    let seq = 0
    while (seq < 40) {
      for (const { base, count } of (await client.next('l')).map(batchOf)) {
        expect(base).toBe(seq + 1)
        seq += count
      }
    }
  }
})

test('a crowd gets what several instances store in one packet a tick, each batch of it in order', async () => {
  const board = await one.makeBoard()
  const watchers = await Promise.all(
    Array.from({ length: crowd }, (_, i) => joinAs(one, board, `watcher${i}`)),
  )
  const [a, b] = await Promise.all([joinAs(one, board, 'a'), joinAs(two, board, 'b')])
  const began = performance.now()
  const draw = async (client: RawClient) => {
    for (let n = 1; n <= 40; n++) await client.ask<SubmitReply>('submit', n, someEntries(n, 1))
  }
  await Promise.all([a, b].map(draw))
  const [watcher] = watchers
  let seq = 0
  let packets = 0
  while (watcher && seq < 80) {
    const batches = await watcher.next('l')
    packets++
    for (const { base, count } of batches.map(batchOf)) {
      expect(base).toBe(seq + 1)
      seq += count
    }
  }
  // Of two instances with a pace of their own there were nearly twice as many. What is almost due does not wait.
  expect(packets).toBeLessThanOrEqual((performance.now() - began) / (pace - 1) + 1)
  for (const client of [...watchers, a, b]) client.close()
})

test('a resend through another instance is not stored twice', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  await a.ask('submit', 1, someEntries(1, 3))
  a.close()
  const again = await joinAs(two, board, 'a')
  expect(await again.ask('submit', 2, someEntries(2, 3))).toEqual({ ok: true, last: 4 })
  expect((await one.log.state(board.id)).head).toBe(4)
})

test('people see each other across instances, come and go', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  const b = await joinAs(two, board, 'b')
  await Promise.all([presence(a, names('b')), presence(b, names('a'))])
  // One who moves to the other instance before the first has noticed is still there at the end.
  const moved = await joinAs(two, board, 'a')
  await presence(moved, names('b'))
  a.close()
  await presence(b, (update) => (update.gone ?? []).includes(idOf('a')) && names('a')(update))
  moved.close()
  await presence(b, ({ gone = [] }) => gone.includes(idOf('a')))
})

test('who has company on another instance is told the pace of people who see each other draw', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  expect(a.history).not.toContain('pace')
  const b = await joinAs(two, board, 'b')
  expect([await a.next('pace'), await b.next('pace')]).toEqual([[24], [24]])
  a.close()
  b.close()
})

test('a board is one subscription of each instance that has it, whose entries still come', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  const b = await joinAs(two, board, 'b')
  const channels = await admin.call('PUBSUB', 'SHARDCHANNELS', `*${board.id}*`)
  expect(channels).toHaveLength(1)
  expect(await admin.call('PUBSUB', 'SHARDNUMSUB', ...(channels as string[]))).toEqual([expect.anything(), 2])
  await a.ask('submit', 1, someEntries(1, 1))
  await b.next('l')
})

test('clients whose entries got lost on the way learn from the head that they lack some', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  const { epoch } = await one.log.state(board.id)
  await storeSilently(board, 'someone', 3)
  for (;;) {
    const head = await a.next('head')
    if (head[1] === 0) continue
    expect(head).toEqual([epoch, 3, expect.stringMatching(/^.{32}$/)])
    break
  }
  expect(a.history).not.toContain('l')
})

test('after a break of its subscription an instance tells the head at once, moved or not', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  await storeSilently(board, 'someone', 3)
  // The regular announcement; from now on there is nothing new to tell.
  for (let head = 0; head < 3;) head = (await a.next('head'))[1]
  await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  expect((await a.next('head'))[1]).toBe(3)
  // And entries arrive again.
  await a.ask('submit', 1, someEntries(50, 1))
  expect(batchOf((await a.next('l'))[0]).base).toBe(4)
})

test('while Redis does not answer nothing is acknowledged, people still see each other, and then all goes on', async () => {
  const board = await one.makeBoard()
  const a = await joinAs(one, board, 'a')
  const b = await joinAs(one, board, 'b')
  redis.pause()
  let waiting: RawClient | undefined
  try {
    const refused = await a.ask<SubmitReply>('submit', 1, someEntries(1, 1))
    expect(refused).toMatchObject({ ok: false, error: { code: 'LOG_UNAVAILABLE' } })
    const ready = await one.app.http.inject('/readyz')
    expect([ready.statusCode, ready.json()]).toMatchObject([503, { error: { code: 'LOG_UNAVAILABLE' } }])
    let x = 0
    const move = setInterval(() => a.emit('cursor', ++x, 0), 50)
    await presence(b, ({ cursors = [] }) => cursors.length > 0)
    clearInterval(move)
    waiting = await RawClient.open(one.url)
    expect(await waiting.join(board.id, one.handshake(board, 'viewer'))).toBeUndefined()
  } finally {
    redis.resume()
  }
  const [welcome] = await waiting.next('welcome')
  expect(welcome.head).toBeLessThanOrEqual(1)
  await until(
    async () => (await a.ask<SubmitReply>('submit', 1, someEntries(1, 1))).ok,
    () => 'a submit is taken again',
  )
  expect((await one.log.state(board.id)).head).toBe(1)
  expect((await one.app.http.inject('/readyz')).statusCode).toBe(200)
})
