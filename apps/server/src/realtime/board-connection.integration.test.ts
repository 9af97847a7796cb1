import { createElement, elementId, extendStroke, Ink, stroke, text } from '@drawbridge/board'
import { createBoard, openBoard } from '@drawbridge/client'
import type { ReadReply, SubmitReply } from '@drawbridge/protocol'
import {
  Chains,
  clientIdOf,
  composeGrowth,
  decodeRecord,
  linkAfter,
  resolveGroup,
  defaultLimits,
  DrawbridgeError,
  markOf,
  protocolVersion,
} from '@drawbridge/protocol'
import { until } from '@drawbridge/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpLog } from '../log/op-log.ts'
import { batchOf, encoded, rectangleNumber, someEntries } from '../testing/entries.ts'
import type { Instance, MadeBoard } from '../testing/instance.ts'
import { clientKey, startInstance } from '../testing/instance.ts'
import { RawClient } from '../testing/raw-client.ts'
import { crowd } from './pace.ts'

let instance: Instance

beforeAll(async () => {
  instance = await startInstance({ settings: { DRAWBRIDGE_SNAPSHOT_ENTRIES: '1000000' } })
})

afterAll(() => instance.stop())

type More = Parameters<Instance['handshake']>[2]

/** A client that is on the board and has been welcomed. */
async function join(board: MadeBoard, role: keyof MadeBoard['keys'], more?: More) {
  const client = await RawClient.open(instance.url)
  const refusal = await client.join(board.id, instance.handshake(board, role, more))
  if (refusal) throw new Error(refusal.message)
  const [welcome] = await client.next('welcome')
  return { client, welcome }
}

function submit(client: RawClient, first: number, entries: readonly string[]): Promise<SubmitReply> {
  return client.ask<SubmitReply>('submit', first, entries)
}

describe('the welcome', () => {
  test('says who one is, what one may, and where the log stands', async () => {
    const board = await instance.makeBoard()
    const { welcome } = await join(board, 'viewer', { clientKey: clientKey('ann') })
    const { epoch } = await instance.log.state(board.id)
    expect(welcome).toEqual({
      protocol: protocolVersion,
      clientId: clientIdOf(clientKey('ann')),
      role: 'viewer',
      epoch,
      head: 0,
      mark: '',
      continues: false,
      snapshot: 0,
      last: 0,
      limits: defaultLimits,
      pace: 100,
      short: true,
      tail: { base: 1, entries: [] },
    })
  })

  test('brings a short log along, and to one who was here before only what is new', async () => {
    const board = await instance.makeBoard()
    const { client, welcome } = await join(board, 'editor')
    await submit(client, 1, someEntries(1, 3))
    const { epoch } = welcome
    const first = await join(board, 'editor')
    expect(first.welcome).toMatchObject({ head: 3, last: 3, continues: false, tail: { base: 1 } })
    const marks = first.welcome.tail?.entries.map(markOf) ?? []
    expect(marks).toHaveLength(3)
    expect(first.welcome.mark).toBe(marks[2])
    const again = await join(board, 'editor', {
      have: { epoch, seq: 2, mark: marks[1] ?? '', acknowledged: 0 },
    })
    expect(again.welcome).toMatchObject({
      continues: true,
      tail: { base: 3, entries: [expect.any(String)] },
    })
    const upToDate = await join(board, 'editor', {
      have: { epoch, seq: 3, mark: marks[2] ?? '', acknowledged: 0 },
    })
    expect(upToDate.welcome).toMatchObject({ continues: true, tail: { base: 4, entries: [] } })
    const empty = await join(board, 'editor', { have: { epoch, seq: 0, mark: '', acknowledged: 0 } })
    expect(empty.welcome).toMatchObject({ continues: true, tail: { base: 1 } })
  })

  test('says so to one who holds what is no part of this log', async () => {
    const board = await instance.makeBoard()
    const { client, welcome } = await join(board, 'editor')
    await submit(client, 1, someEntries(1, 3))
    const { epoch } = welcome
    const { mark } = (await join(board, 'editor')).welcome
    for (const have of [
      { epoch: 'another', seq: 3, mark },
      { epoch, seq: 9, mark },
      // As long as ours, of the same life, but with something else in it: a log that lost its end and grew again.
      { epoch, seq: 2, mark },
      { epoch, seq: 3, mark: mark.replace(/.$/, '-') },
    ]) {
      const { welcome } = await join(board, 'editor', { have: { ...have, acknowledged: 0 } })
      expect(welcome).toMatchObject({ continues: false, head: 3, tail: { base: 1 } })
    }
  })

  test('comes before anything else, also while others draw', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    let drawing = true
    const draw = async () => {
      for (let n = 1; drawing; n++) await submit(client, n, someEntries(n, 1))
    }
    const drawn = draw()
    for (let i = 0; i < 20; i++) {
      const { client: late, welcome } = await join(board, 'viewer', { clientKey: clientKey(`late${i}`) })
      expect(late.history[0]).toBe('welcome')
      // With the tail, what comes live, and what a head tells to read there is no hole.
      const { base } = batchOf((await late.next('l'))[0])
      if (base > welcome.head + 1) {
        const [, head] = await late.next('head')
        expect(head).toBeGreaterThanOrEqual(base - 1)
      }
      late.close()
    }
    drawing = false
    await drawn
  })
})

test('people who come together while others draw share the reading, and each gets what is theirs', async () => {
  const reads: (number | null)[] = []
  const counting = await startInstance({
    wrapLog: (log) => ({
      ...bound(log),
      read(...args) {
        reads.push(args[1])
        return log.read(...args)
      },
    }),
  })
  try {
    const board = await counting.makeBoard()
    const come = async (name: string) => {
      const client = await RawClient.open(counting.url)
      await client.join(board.id, counting.handshake(board, 'editor', { clientKey: clientKey(name) }))
      const [welcome] = await client.next('welcome')
      return { client, welcome }
    }
    const { client: author } = await come('author')
    const drawn = someEntries(1, 60)
    await author.ask('submit', 1, drawn.slice(0, 20))
    const storm = Array.from({ length: 40 }, (_, i) => come(i === 7 ? 'author' : `visitor-${i}`))
    for (let n = 21; n <= 60; n++) await author.ask('submit', n, drawn.slice(n - 1, n))
    const all = await Promise.all(storm)
    for (const { welcome } of all) {
      const { base = 0, entries = [] } = welcome.tail ?? {}
      expect([base, base + entries.length - 1]).toEqual([1, welcome.head])
      expect(new Set(entries).size).toBe(entries.length)
      // The only one who drew got all of it stored up to the head of the same moment.
      const isAuthor = welcome.clientId === clientIdOf(clientKey('author'))
      expect(welcome.last).toBe(isAuthor ? welcome.head : 0)
    }
    // From the beginning: the author, the first of the storm, and those who came together.
    expect(reads.filter((after) => after === null || after === 0).length).toBeLessThan(30)
  } finally {
    await counting.stop()
  }
})

test('a log that fails just after the welcome costs nobody a second welcome, and the head is told later', async () => {
  let looks = 0
  const failing = await startInstance({
    wrapLog: (log) => ({
      ...bound(log),
      state(board) {
        // After the welcome: for what came meanwhile.
        if (++looks === 1) return Promise.reject(new DrawbridgeError('LOG_UNAVAILABLE'))
        return log.state(board)
      },
    }),
  })
  try {
    const board = await failing.makeBoard()
    const client = await RawClient.open(failing.url)
    expect(await client.join(board.id, failing.handshake(board, 'editor'))).toBeUndefined()
    await client.next('welcome')
    await submit(client, 1, someEntries(1, 1))
    const [, head] = await client.next('head')
    expect(head).toBe(1)
    await until(
      () => looks === 2,
      () => 'it has looked again',
    )
    expect(client.history.filter((name) => name === 'welcome')).toHaveLength(1)
  } finally {
    await failing.stop()
  }
})

/** The log's methods as properties, so that some can be replaced. */
function bound(log: OpLog): OpLog {
  return {
    createBoard: log.createBoard.bind(log),
    metadata: log.metadata.bind(log),
    append: log.append.bind(log),
    read: log.read.bind(log),
    state: log.state.bind(log),
    states: log.states.bind(log),
    snapshot: log.snapshot.bind(log),
    saveSnapshot: log.saveSnapshot.bind(log),
    compact: log.compact.bind(log),
    keepHot: log.keepHot.bind(log),
    secret: log.secret.bind(log),
    ping: log.ping.bind(log),
    close: log.close.bind(log),
  }
}

describe('submitting', () => {
  test('stores, acknowledges, and tells everyone, the author too, in the order of the log', async () => {
    const board = await instance.makeBoard()
    const { client: author } = await join(board, 'editor', { clientKey: clientKey('author') })
    const { client: other } = await join(board, 'viewer', { clientKey: clientKey('other') })
    expect(await submit(author, 1, someEntries(1, 2))).toEqual({ ok: true, last: 2 })
    expect((await instance.log.state(board.id)).head).toBe(2)
    const [batch] = await other.next('l')
    const [group] = batchOf(batch).groups
    expect(group).toMatchObject({ seq: 1, count: 2 })
    expect(group && resolveGroup(group, new Chains())?.[1]?.entry).toMatchObject({
      ok: true,
      value: { seq: 2, client: clientIdOf(clientKey('author')), n: 2, operations: [rectangleNumber(2)] },
    })
    expect(await author.next('l')).toEqual([batch])
  })

  test('again what is stored is acknowledged and not stored twice', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    await submit(client, 1, someEntries(1, 3))
    client.close()
    const { client: back, welcome } = await join(board, 'editor')
    expect(welcome.last).toBe(3)
    expect(await submit(back, 2, someEntries(2, 3))).toEqual({ ok: true, last: 4 })
    expect((await instance.log.state(board.id)).head).toBe(4)
  })

  test('after a gap stores nothing and says from where to send again', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    await submit(client, 1, someEntries(1, 1))
    expect(await submit(client, 3, someEntries(3, 2))).toEqual({ ok: true, last: 1 })
    expect((await instance.log.state(board.id)).head).toBe(1)
  })

  test('is not for viewers', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'viewer')
    expect(await submit(client, 1, someEntries(1, 1))).toMatchObject({
      ok: false,
      error: { code: 'READ_ONLY' },
    })
    expect((await instance.log.state(board.id)).head).toBe(0)
  })

  test('a bad entry is named, none of its submit is stored, and the connection lives on', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    const bad = await submit(client, 1, [...someEntries(1, 1), 'no base64url!'])
    expect(bad).toMatchObject({ ok: false, at: 1, error: { code: 'INVALID_ENTRY' } })
    expect((await instance.log.state(board.id)).head).toBe(0)
    expect(await submit(client, 1, someEntries(1, 1))).toEqual({ ok: true, last: 1 })
  })

  test('ends with the token, and only then', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor', { lifetime: 2500 })
    expect((await submit(client, 1, someEntries(1, 1))).ok).toBe(true)
    let n = 2
    let reply: SubmitReply = { ok: true, last: 0 }
    await until(
      async () => {
        reply = await submit(client, n, someEntries(n, 1))
        n++
        return !reply.ok
      },
      () => 'the token is out of date',
    )
    expect(reply).toMatchObject({ ok: false, error: { code: 'UNAUTHORIZED' } })
  })

  test('what does not even look like a submit is answered or ignored', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    for (const values of [[], [null], [1], [1, 'x'], [{}, []], ['1', ['a']], [1, [null]]])
      client.emit('submit', ...values)
    client.emit('read')
    client.emit('presence')
    client.emit('presence', { cursor: 'here' })
    client.emit('nothing', 1)
    expect(await client.ask('submit', 1, 'x')).toMatchObject({ error: { code: 'BAD_REQUEST' } })
    expect(await client.ask('read', 'x', '')).toMatchObject({ error: { code: 'BAD_REQUEST' } })
    expect(await client.ask('read', -1, '')).toMatchObject({ error: { code: 'BAD_REQUEST' } })
    expect(await client.ask('read', 0, 7)).toMatchObject({ error: { code: 'BAD_REQUEST' } })
    // The name of the place of a callback, with something else in it.
    client.emit('submit', 1, someEntries(1, 1), 'no callback')
    expect(await submit(client, 1, someEntries(1, 1))).toEqual({ ok: true, last: 1 })
  })
})

test('reading gives what follows a seq, in parts that fit a message', async () => {
  const board = await instance.makeBoard()
  const { client } = await join(board, 'editor')
  const long = 'x'.repeat(9000)
  const longText = (number: number) => {
    const { element } = rectangleNumber(number) as { element: { id: string; index: string } }
    const { id, index } = element
    return encoded(createElement(text({ id, index, at: { x: 0, y: 0 }, text: long })))
  }
  for (let n = 1; n <= 60; n += 10)
    await submit(
      client,
      n,
      Array.from({ length: 10 }, (_, i) => longText(n + i)),
    )
  let after = 0
  let mark = ''
  let reads = 0
  for (; after < 60; reads++) {
    const reply = await client.ask<ReadReply>('read', after, mark)
    if (!reply.ok) throw new Error(reply.error.message)
    expect(reply).toMatchObject({ head: 60, base: after + 1 })
    expect(JSON.stringify(reply).length).toBeLessThan(defaultLimits.messageBytes)
    after += reply.entries.length
    mark = markOf(reply.entries.at(-1) ?? '')
  }
  expect(reads).toBeGreaterThan(1)
  // Too much for a welcome: whoever comes reads it in parts as well.
  expect((await join(board, 'viewer')).welcome).not.toHaveProperty('tail')
})

test('reading gives nothing to one whose last entry is another than the log’s', async () => {
  const board = await instance.makeBoard()
  const { client } = await join(board, 'editor')
  await submit(client, 1, someEntries(1, 3))
  const whole = await client.ask<ReadReply>('read', 0, '')
  if (!whole.ok) throw new Error(whole.error.message)
  const [first, second] = whole.entries.map(markOf)
  expect(await client.ask('read', 1, first)).toMatchObject({ ok: true, base: 2, entries: { length: 2 } })
  expect(await client.ask('read', 3, '')).toMatchObject({ ok: true, base: 4, entries: [] })
  for (const [after, mark] of [
    [1, second],
    [4, second],
  ])
    expect(await client.ask('read', after, mark)).toMatchObject({
      ok: false,
      error: { code: 'LOG_REPLACED' },
    })
})

test('a large entry does not keep a reader from what follows it', async () => {
  const board = await instance.makeBoard()
  const { client } = await join(board, 'editor')
  const points = Array.from({ length: 19_000 }, (_, i) => ({ x: (i * 7919) % 5000, y: (i * 104_729) % 5000 }))
  const strokes = [1, 2, 3].map((byte) =>
    createElement(stroke({ id: elementId(new Uint8Array(16).fill(byte)), index: 'a0', points })),
  )
  const large = encoded(...strokes)
  expect((await submit(client, 1, [large])).ok).toBe(true)
  await submit(client, 2, someEntries(2, 1))
  const first = await client.ask<ReadReply>('read', 0, '')
  if (!first.ok) throw new Error(first.error.message)
  expect(first.entries).toHaveLength(1)
  const next = await client.ask<ReadReply>('read', 1, markOf(first.entries[0] ?? ''))
  expect(next).toMatchObject({ ok: true, base: 2, entries: [expect.any(String)] })
})

describe('who may come in', () => {
  const refusalOf = async (
    board: string,
    auth: Record<string, unknown> | ReturnType<Instance['handshake']>,
  ) => {
    const client = await RawClient.open(instance.url)
    const refusal = await client.join(board, auth)
    client.close()
    return refusal?.data?.code ?? refusal?.message
  }

  test('nobody without a good token of this board', async () => {
    const board = await instance.makeBoard()
    const good = instance.handshake(board, 'editor')
    const other = instance.handshake(await instance.makeBoard(), 'editor')
    const expired = instance.handshake(board, 'editor', { lifetime: -5000 })
    expect(await refusalOf(board.id, { ...good, token: 'nonsense' })).toBe('UNAUTHORIZED')
    expect(await refusalOf(board.id, other)).toBe('UNAUTHORIZED')
    expect(await refusalOf(board.id, expired)).toBe('UNAUTHORIZED')
    expect(await refusalOf(board.id, good)).toBeUndefined()
  })

  test('nobody with a malformed handshake, or of another version', async () => {
    const board = await instance.makeBoard()
    const good = instance.handshake(board, 'editor')
    expect(await refusalOf(board.id, {})).toBe('BAD_REQUEST')
    expect(await refusalOf(board.id, { ...good, clientKey: 'short' })).toBe('BAD_REQUEST')
    expect(await refusalOf(board.id, { ...good, have: { epoch: 1, seq: 'x' } })).toBe('BAD_REQUEST')
    expect(await refusalOf(board.id, { ...good, token: ['a'] })).toBe('BAD_REQUEST')
    expect(await refusalOf(board.id, { protocol: protocolVersion + 1 })).toBe('PROTOCOL_VERSION')
  })

  test('nothing is at addresses that are no board', async () => {
    expect(await refusalOf('x y', {})).toBe('Invalid namespace')
  })

  test('no page of another origin', async () => {
    await expect(RawClient.open(instance.url, 'http://evil.example')).rejects.toThrow()
    const own = await RawClient.open(instance.url, instance.url)
    own.close()
    const polled = await fetch(`${instance.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'http://evil.example' },
    })
    expect(polled.status).toBe(403)
  })
})

test('long-polling alone is enough', async () => {
  const made = await createBoard({ url: instance.url })
  const { id: boardId, keys } = made
  const options = { url: instance.url, boardId, transports: ['polling'] as const }
  const author = await openBoard({ ...options, key: keys.editor, name: 'author' })
  const reader = await openBoard({ ...options, key: keys.viewer, name: 'reader' })
  author.submit([rectangleNumber(1)])
  await author.saved()
  await until(
    () => reader.elements.length === 1,
    () => 'the reader sees the rectangle',
  )
  expect(reader.hash()).toBe(author.hash())
  author.close()
  reader.close()
})

test('who is not alone any more, or in a crowd, is told another pace, and when that is over', async () => {
  const board = await instance.makeBoard()
  const { client: first, welcome } = await join(board, 'editor')
  expect(welcome.pace).toBe(100)
  const second = await join(board, 'viewer', { clientKey: clientKey('of-many-0') })
  expect(second.welcome.pace).toBe(24)
  expect(await first.next('pace')).toEqual([24])
  const others = await Promise.all(
    Array.from({ length: crowd - 2 }, (_, i) =>
      join(board, 'viewer', { clientKey: clientKey(`of-many-${i + 1}`) }),
    ),
  )
  const [crowded] = await first.next('pace')
  expect([12, 50]).toContain(crowded)
  others[0]?.client.close()
  // A busy machine may have made the crowd slower still meanwhile, and told so.
  let pace = crowded
  while (pace !== 24) [pace] = await first.next('pace')
  for (const { client } of [second, ...others]) client.close()
  while (pace !== 100) [pace] = await first.next('pace')
})

test('one connection may go on to another board, though its request was let go', async () => {
  const [first, second] = [await instance.makeBoard(), await instance.makeBoard()]
  const client = await RawClient.open(instance.url)
  for (const board of [first, second]) {
    expect(await client.join(board.id, instance.handshake(board, 'editor'))).toBeUndefined()
    await client.next('welcome')
    expect((await client.ask<SubmitReply>('submit', 1, someEntries(1, 1))).ok).toBe(true)
  }
})

describe('a stroke that grows', () => {
  const id = elementId(new Uint8Array(16).fill(1))
  const begun = createElement(stroke({ id, index: 'a0', points: [{ x: 0, y: 0 }] }))
  const grid = begun.type === 'create' && begun.element.type === 'stroke' ? begun.element.ink.grid : 0
  const extend = (from: number) =>
    extendStroke(id, from, Ink.fromRaw(grid, Int32Array.of(40 * from, 5, 128, 16 * from)))
  const link = linkAfter(undefined, { client: '', n: 1, time: 0, operations: [begun] })
  const growth = composeGrowth(link, [[extend(1)], [extend(2)]])
  const rest = growth && composeGrowth(growth.link, [[extend(3)]])

  test('is stored, told to all, and not answered', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    await submit(client, 1, [encoded(begun)])
    client.emit('g', growth?.text)
    client.emit('g', rest?.text)
    await until(
      async () => (await instance.log.state(board.id)).head === 4,
      () => 'a growth is not stored',
    )
    expect(await submit(client, 5, [encoded(extend(4))])).toEqual({ ok: true, last: 5 })
    const { entries } = await instance.log.read(board.id, 0, 1_000_000)
    const whole = await instance.makeBoard()
    const other = await join(whole, 'editor')
    await submit(
      other.client,
      1,
      [begun, extend(1), extend(2), extend(3), extend(4)].map((operation) => encoded(operation)),
    )
    const same = await instance.log.read(whole.id, 0, 1_000_000)
    const operationsOf = (all: readonly Uint8Array[]) =>
      all.map((bytes) => {
        const record = decodeRecord(bytes)
        return record.ok && Buffer.from(record.value.operations).toString('hex')
      })
    expect(operationsOf(entries)).toEqual(operationsOf(same.entries))
    expect(client.history).not.toContain('answer')
    const batches = client.history.filter((event) => event === 'l')
    expect(batches.length).toBeGreaterThan(1)
  })

  test('comes and is told in short packets, to those who read them', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor', { short: true })
    const plain = await join(board, 'viewer')
    await submit(client, 1, [encoded(begun)])
    client.send(`4g${growth?.text}`)
    for (const each of [client, plain.client]) {
      const told = [...(await each.next('l')), ...(await each.next('l'))]
      expect(told.map((batch) => batchOf(batch).base)).toEqual([1, 2])
    }
    const shortOnes = ({ packets }: RawClient) => packets.filter((packet) => packet.startsWith('4l'))
    expect(shortOnes(client)).toHaveLength(2)
    expect(shortOnes(plain.client)).toEqual([])
  })

  test('behind what was refused, or never came, says where to go on', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'editor')
    client.emit('g', growth?.text)
    expect(await client.next('answer')).toEqual([2, { ok: true, last: 0 }])
    await submit(client, 1, [encoded(begun)])
    const refused = submit(client, 2, ['AA'])
    client.emit('g', growth?.text)
    expect(await refused).toMatchObject({ ok: false, at: 0 })
    expect(await client.next('answer')).toEqual([2, { ok: true, last: 1 }])
    client.emit('g', { not: 'a text' })
    expect(await client.next('answer')).toMatchObject([0, { ok: false, error: { code: 'BAD_REQUEST' } }])
    expect(await submit(client, 2, [encoded(extend(1))])).toEqual({ ok: true, last: 2 })
    expect((await instance.log.state(board.id)).head).toBe(2)
  })

  test('is refused from a viewer', async () => {
    const board = await instance.makeBoard()
    const { client } = await join(board, 'viewer')
    client.emit('g', growth?.text)
    expect(await client.next('answer')).toMatchObject([2, { ok: false, error: { code: 'READ_ONLY' } }])
  })
})
