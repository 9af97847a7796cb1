import type { Change, Operation } from '@drawbridge/board'
import {
  boardHash,
  createElement,
  deleteElement,
  elementId,
  eraseStroke,
  extendStroke,
  Ink,
  line,
  rectangle,
  replay,
  Board,
  stroke,
  updateElement,
} from '@drawbridge/board'
import {
  decodeEntry,
  decodeOperations,
  defaultLimits,
  encodeEntry,
  encodeSnapshot,
  clientIdOf,
  encodeOperations,
  markOf,
} from '@drawbridge/protocol'
import type { DrawbridgeError } from '@drawbridge/protocol'
import { decodeBase64Url, encodeBase64Url } from '@drawbridge/board'
import type { Random } from '@drawbridge/testkit'
import { randomBytes, seededRandom } from '@drawbridge/testkit'
import { describe, expect, test } from 'vitest'
import type { Packet } from './outbox.ts'
import { Sync } from './sync.ts'

interface Scheduled {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** Time and order of everything that happens, decided by a seed. */
class World {
  now = 0
  readonly random: Random
  #queue: Scheduled[] = []
  #order = 0

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  after(delay: number, run: () => void): void {
    this.#queue.push({ at: this.now + delay, order: this.#order++, run })
  }

  runUntil(end: number): void {
    for (;;) {
      let next: Scheduled | undefined
      for (const item of this.#queue)
        if (!next || item.at < next.at || (item.at === next.at && item.order < next.order)) next = item
      if (!next || next.at > end) break
      this.#queue.splice(this.#queue.indexOf(next), 1)
      this.now = Math.max(this.now, next.at)
      next.run()
    }
    this.now = end
  }
}

/** The log's promises in the fewest lines: order, dedupe, gap. */
class SimulatedLog {
  readonly entries: Uint8Array[] = []
  readonly last = new Map<string, number>()
  available = true
  snapshot = 0

  append(client: string, packet: Packet): { last: number; base: number; stored: Uint8Array[] } {
    const last = this.last.get(client) ?? 0
    const stored: Uint8Array[] = []
    const base = this.entries.length + 1
    if (packet.first > last + 1) return { last, base, stored }
    packet.entries.forEach((encoded, i) => {
      const n = packet.first + i
      if (n <= last) return
      const entry = encodeEntry({ client, n, time: 1, operations: decodeBase64Url(encoded) as Uint8Array })
      this.entries.push(entry)
      stored.push(entry)
      this.last.set(client, n)
    })
    return { last: this.last.get(client) ?? 0, base, stored }
  }

  get mark(): string {
    const newest = this.entries.at(-1)
    return newest ? markOf(encodeBase64Url(newest)) : ''
  }

  board(upTo = this.entries.length): Board {
    const board = new Board()
    const entries = this.entries.slice(0, upTo).map((bytes, i) => {
      const decoded = decodeEntry(bytes, i + 1)
      if (!decoded.ok) throw new Error(decoded.reason)
      return decoded.value
    })
    replay(board, 0, entries)
    return board
  }
}

/** A client, its connection and all that can go wrong with it. */
class SimulatedClient {
  readonly sync: Sync
  readonly id: string
  readonly errors: DrawbridgeError[] = []
  readonly changes: Change[] = []
  readonly acknowledged: number[] = []
  readonly applied: [seq: number, client: string, n: number][] = []
  readonly world: World
  readonly log: SimulatedLog
  readonly others: SimulatedClient[]
  connected = false
  /** Messages of an earlier connection are never delivered. */
  #connection = 0
  lossy = true
  wakeAt = Infinity

  constructor(world: World, log: SimulatedLog, others: SimulatedClient[], name: string) {
    this.world = world
    this.log = log
    this.others = others
    this.id = clientIdOf(name)
    this.sync = new Sync(
      () => world.now,
      {
        submit: (packet) => this.#send(() => this.#serverSubmit(packet)),
        read: (after) =>
          this.#send(() => {
            this.#reply(() => {
              if (!this.log.available)
                this.sync.readAnswered({ ok: false, error: { code: 'LOG_UNAVAILABLE', message: '' } })
              else
                this.sync.readAnswered({
                  ok: true,
                  epoch: 'e',
                  head: this.log.entries.length,
                  base: after + 1,
                  entries: this.log.entries.slice(after, after + 7).map(encodeBase64Url),
                })
            })
          }),
        fetchSnapshot: (seq) =>
          this.#send(() =>
            this.#reply(() => this.sync.snapshotArrived(encodeSnapshot(this.log.board(seq), seq))),
          ),
        wakeAt: (time) => {
          this.wakeAt = time
          world.after(Math.max(0, time - world.now), () => {
            if (this.wakeAt <= world.now) {
              this.wakeAt = Infinity
              this.sync.wake()
            }
          })
        },
        reconnect: () => this.disconnect(),
      },
      {
        changed: (changes) => this.changes.push(...changes),
        statusChanged: () => undefined,
        acknowledged: (n) => this.acknowledged.push(n),
        entryApplied: ({ seq, client, n }) => this.applied.push([seq, client, n]),
        replaced: () => undefined,
        failed: (error) => this.errors.push(error),
      },
    )
  }

  connect(): void {
    if (this.connected) return
    this.connected = true
    const connection = ++this.#connection
    this.sync.connecting()
    this.world.after(this.world.random() * 50, () => {
      if (connection !== this.#connection) return
      const have = this.sync.have
      const snapshot = this.log.snapshot
      const tail =
        have && this.world.random() < 0.5
          ? { base: have.seq + 1, entries: this.log.entries.slice(have.seq).map(encodeBase64Url) }
          : undefined
      this.sync.welcomed({
        protocol: 1,
        clientId: this.id,
        role: 'editor',
        epoch: 'e',
        head: this.log.entries.length,
        mark: this.log.mark,
        continues: have?.epoch === 'e',
        snapshot,
        last: this.log.last.get(this.id) ?? 0,
        limits: defaultLimits,
        ...(tail ? { tail } : {}),
      })
    })
  }

  disconnect(): void {
    if (!this.connected) return
    this.connected = false
    this.#connection++
    this.sync.disconnected()
    this.world.after(this.world.random() * 200, () => this.connect())
  }

  #send(arrive: () => void): void {
    const connection = this.#connection
    this.world.after(this.world.random() * 40, () => {
      // What reached the server is done even if the client is gone by then.
      if (connection === this.#connection || this.world.random() < 0.5) arrive()
    })
  }

  #reply(arrive: () => void): void {
    const connection = this.#connection
    this.world.after(this.world.random() * 40, () => {
      if (connection === this.#connection) arrive()
    })
  }

  #serverSubmit(packet: Packet): void {
    if (!this.log.available) {
      this.#reply(() =>
        this.sync.submitAnswered(packet, { ok: false, error: { code: 'LOG_UNAVAILABLE', message: '' } }),
      )
      return
    }
    const { last, base, stored } = this.log.append(this.id, packet)
    this.#reply(() => this.sync.submitAnswered(packet, { ok: true, last }))
    if (stored.length > 0) for (const client of this.others) client.fanOut(base, stored.map(encodeBase64Url))
  }

  fanOut(base: number, entries: string[]): void {
    if (!this.connected || (this.lossy && this.world.random() < 0.1)) return
    const connection = this.#connection
    this.world.after(this.world.random() * 60, () => {
      if (connection === this.#connection) this.sync.entriesArrived(base, entries)
    })
  }
}

function randomOperation(random: Random, board: Sync['replica']['board']): Operation {
  const elements = board.elements
  const element = elements[Math.floor(random() * elements.length)]
  const id = elementId(randomBytes(random, 16))
  const index = `a${Math.floor(random() * 9)}`
  const pick = random()
  if (!element || pick < 0.25)
    return createElement(
      random() < 0.5
        ? stroke({ id, index, points: [{ x: random() * 100, y: random() * 100 }] })
        : rectangle({ id, index, box: { minX: 0, minY: 0, maxX: Math.floor(random() * 50), maxY: 9 } }),
    )
  if (pick < 0.35) return deleteElement(element.id)
  if (element.type === 'stroke' && pick < 0.7)
    return extendStroke(
      element.id,
      Math.max(0, element.ink.length - (random() < 0.1 ? 1 : 0)),
      Ink.from([{ x: random() * 50, y: random() * 50 }], element.ink.grid),
    )
  if (element.type === 'stroke' && pick < 0.8)
    return eraseStroke(element.id, `k${Math.floor(random() * 3)}`, [0, Math.floor(random() * 500)])
  return updateElement(element.id, random() < 0.5 ? { x: Math.floor(random() * 90) } : { color: 'red' })
}

function converge(seed: number) {
  const world = new World(seed)
  const log = new SimulatedLog()
  const clients: SimulatedClient[] = []
  for (let i = 0; i < 3; i++) clients.push(new SimulatedClient(world, log, clients, `client-${i}`))
  for (const client of clients) client.connect()
  for (let step = 0; step < 120; step++) {
    const client = clients[Math.floor(world.random() * clients.length)] as SimulatedClient
    const dice = world.random()
    if (dice < 0.04) client.disconnect()
    else if (dice < 0.06) log.available = !log.available
    else if (dice < 0.08) log.snapshot = log.entries.length
    else if (dice < 0.18) client.sync.undo()
    else if (dice < 0.24) client.sync.redo()
    else
      client.sync.submit(
        Array.from({ length: 1 + Math.floor(world.random() * 3) }, () =>
          randomOperation(world.random, client.sync.replica.board),
        ),
      )
    world.runUntil(world.now + world.random() * 30)
  }
  log.available = true
  for (const client of clients) {
    client.lossy = false
    client.connect()
  }
  for (let round = 0; round < 40; round++) {
    world.runUntil(world.now + 1000)
    for (const client of clients) client.sync.headAnnounced('e', log.entries.length, log.mark)
  }
  return { log, clients }
}

describe('sync', () => {
  test('replicas equal the log, and the log has every entry once, whatever the network does', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { log, clients } = converge(seed)
      const truth = boardHash(log.board())
      const byClient = new Map<string, number[]>()
      log.entries.forEach((encoded, i) => {
        const entry = decodeEntry(encoded, i + 1)
        if (!entry.ok) throw new Error(entry.reason)
        byClient.set(entry.value.client, [...(byClient.get(entry.value.client) ?? []), entry.value.n])
      })
      for (const client of clients) {
        expect(client.errors, `seed ${seed}`).toEqual([])
        expect(client.sync.status, `seed ${seed}`).toMatchObject({ connection: 'live', waiting: 0 })
        expect(client.sync.replica.pending, `seed ${seed}`).toEqual([])
        expect(boardHash(client.sync.replica.board), `seed ${seed}`).toBe(truth)
        expect(boardHash(client.sync.replica.confirmed), `seed ${seed}`).toBe(truth)
        const seqs = client.applied.map(([seq]) => seq)
        expect(seqs, `seed ${seed}`).toEqual(seqs.toSorted((a, b) => a - b))
        expect(new Set(seqs).size, `seed ${seed}`).toBe(seqs.length)
        for (const [seq, id, n] of client.applied)
          expect(decodeEntry(log.entries[seq - 1] as Uint8Array, seq)).toMatchObject({
            value: { seq, client: id, n },
          })
        const { acknowledged } = client
        expect(acknowledged, `seed ${seed}`).toEqual([...new Set(acknowledged)].sort((a, b) => a - b))
        expect(acknowledged.at(-1) ?? 0, `seed ${seed}`).toBe(log.last.get(client.id) ?? 0)
        const numbers = byClient.get(client.id) ?? []
        expect(numbers, `seed ${seed}`).toEqual(numbers.map((_, i) => i + 1))
      }
    }
  })

  test('changes reported add up to the board that is shown', () => {
    const { clients } = converge(7)
    for (const client of clients) {
      const shown = new Board()
      for (const { id, after } of client.changes) if (id !== null) shown.put(id, after)
      expect(boardHash(shown)).toBe(boardHash(client.sync.replica.board))
    }
  })
})

function alone() {
  const world = new World(1)
  const sent: Packet[] = []
  const failed: DrawbridgeError[] = []
  const asked: string[] = []
  const sync = new Sync(
    () => world.now,
    {
      submit: (packet) => sent.push(packet),
      read: (after) => asked.push(`read ${after}`),
      fetchSnapshot: (seq) => asked.push(`snapshot ${seq}`),
      wakeAt: (time) => world.after(time - world.now, () => sync.wake()),
      reconnect: () => asked.push('reconnect'),
    },
    {
      changed: () => undefined,
      statusChanged: () => undefined,
      acknowledged: () => undefined,
      entryApplied: () => undefined,
      replaced: () => undefined,
      failed: (error) => failed.push(error),
    },
  )
  const welcome = {
    protocol: 1,
    clientId: clientIdOf('me'),
    role: 'editor',
    epoch: 'e',
    head: 0,
    mark: '',
    continues: false,
    snapshot: 0,
    last: 0,
    limits: defaultLimits,
  } as const
  return { world, sync, sent, failed, asked, welcome }
}

const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
const make = (byte: number) =>
  createElement(rectangle({ id: elementId(new Uint8Array(16).fill(byte)), index: 'a0', box }))

describe('submitting', () => {
  test('an entry that the server refuses becomes empty and keeps its number, and its effect goes', () => {
    const { world, sync, sent, failed, welcome } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    world.runUntil(20)
    sync.submit([make(2)])
    world.runUntil(40)
    expect(sent.map(({ first }) => first)).toEqual([1, 2])
    const [first, second] = sent as [Packet, Packet]
    sync.submitAnswered(first, { ok: false, error: { code: 'INVALID_ENTRY', message: 'bad' }, at: 0 })
    sync.submitAnswered(second, { ok: true, last: 0 })
    world.runUntil(80)
    expect(failed.map(({ code }) => code)).toEqual(['INVALID_ENTRY'])
    expect(sync.replica.board.elements.map(({ id }) => id)).toEqual([make(2).element.id])
    const again = sent[2] as Packet
    expect(again.first).toBe(1)
    const contents = again.entries.map((entry) => decodeOperations(decodeBase64Url(entry) as Uint8Array))
    expect(contents).toMatchObject([
      { ok: true, value: [] },
      { ok: true, value: [{ type: 'create' }] },
    ])
    sync.submitAnswered(again, { ok: true, last: 2 })
    expect(sync.status.waiting).toBe(0)
  })

  test('what is over the rate is sent again after the time that the server asks for', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    sync.submitAnswered(sent[0] as Packet, {
      ok: false,
      error: { code: 'RATE_LIMITED', message: '', retryAfter: 500 },
    })
    world.runUntil(400)
    expect(sent).toHaveLength(1)
    world.runUntil(600)
    expect(sent).toHaveLength(2)
    expect(sent[1]).toEqual(sent[0])
  })

  test('a log that cannot store shows in the status until it can', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    sync.submitAnswered(sent[0] as Packet, { ok: false, error: { code: 'LOG_UNAVAILABLE', message: '' } })
    expect(sync.status).toMatchObject({ logAvailable: false, waiting: 1 })
    world.runUntil(1000)
    sync.submitAnswered(sent[1] as Packet, { ok: true, last: 1 })
    expect(sync.status).toMatchObject({ logAvailable: true, waiting: 0 })
  })

  test('a burst in one frame leaves in one message, and a large one is split into entries', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    for (let i = 2; i < 12; i++) sync.submit([make(i)])
    expect(sent).toHaveLength(1)
    world.runUntil(20)
    expect(sent).toHaveLength(2)
    expect(sent[1]?.entries).toHaveLength(10)
    const points = Array.from({ length: 9000 }, (_, i) => ({ x: (i * 7919) % 5000, y: (i * 104729) % 5000 }))
    const large = [21, 22, 23].map((byte) =>
      createElement(stroke({ id: elementId(new Uint8Array(16).fill(byte)), index: 'a0', points })),
    )
    expect(sync.submit(large)).toBeGreaterThan(12)
    expect(sync.replica.board.elements).toHaveLength(14)
  })

  test('a viewer may not submit, and one who becomes a viewer loses only what was not stored', () => {
    const { sync, sent, welcome, failed } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    sync.submitAnswered(sent[0] as Packet, { ok: false, error: { code: 'READ_ONLY', message: '' } })
    expect(sync.status).toMatchObject({ readOnly: true, waiting: 0 })
    expect(sync.replica.board.elements).toEqual([])
    expect(failed.map(({ code }) => code)).toEqual(['READ_ONLY'])
    expect(() => sync.submit([make(2)])).toThrow(expect.objectContaining({ code: 'READ_ONLY' }))
  })
})

test('what no log would take is refused before it is applied', () => {
  const { sync, sent, welcome } = alone()
  sync.welcomed(welcome)
  const half = updateElement(make(1).element.id, { text: '\ud83d' })
  expect(() => sync.submit([make(1), half])).toThrow(expect.objectContaining({ code: 'INVALID_ENTRY' }))
  expect(sync.replica.board.elements).toEqual([])
  expect(sent).toEqual([])
})

describe('catching up', () => {
  test('a hole among live entries is waited for briefly, then read', () => {
    const { world, sync, asked, welcome } = alone()
    sync.welcomed(welcome)
    const entry = (n: number) =>
      encodeBase64Url(
        encodeEntry({ client: clientIdOf('other'), n, time: 1, operations: Uint8Array.of(0, 0) }),
      )
    sync.entriesArrived(2, [entry(2)])
    world.runUntil(40)
    expect(asked).toEqual([])
    sync.entriesArrived(1, [entry(1)])
    expect(sync.replica.seq).toBe(2)
    sync.entriesArrived(4, [entry(4)])
    world.runUntil(200)
    expect(asked).toEqual(['read 2'])
    sync.readAnswered({ ok: true, epoch: 'e', head: 4, base: 3, entries: [entry(3)] })
    expect(sync.replica.seq).toBe(4)
  })

  test('a newcomer fetches the snapshot first, then what came after it', () => {
    const { sync, asked, welcome } = alone()
    sync.welcomed({ ...welcome, head: 12, snapshot: 10 })
    expect(asked).toEqual(['snapshot 10'])
    expect(sync.status.connection).toBe('catching-up')
    sync.snapshotArrived(encodeSnapshot(new Board(), 10))
    expect(asked).toEqual(['snapshot 10', 'read 10'])
  })

  test('another epoch starts from the new log and submits what waits again, as its first entries', () => {
    const { sync, sent, welcome } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    sync.submitAnswered(sent[0] as Packet, { ok: true, last: 1 })
    sync.disconnected()
    sync.submit([make(2)])
    sync.connecting()
    sync.welcomed({ ...welcome, epoch: 'f' })
    sync.wake()
    expect(sync.replica.board.elements.map(({ id }) => id)).toEqual([make(2).element.id])
    expect(sent.at(-1)).toMatchObject({ first: 1, entries: { length: 1 } })
  })

  test('entries of ours that are in the snapshot are not applied on top of it', () => {
    const { sync, asked, welcome, sent } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    expect(sent).toHaveLength(1)
    sync.disconnected()
    sync.connecting()
    // Stored, then deleted by another, then folded: all while we were away.
    sync.welcomed({ ...welcome, continues: true, head: 2, snapshot: 2, last: 1 })
    expect(asked).toEqual(['snapshot 2'])
    sync.snapshotArrived(encodeSnapshot(new Board(), 2))
    expect(sync.replica.board.elements).toEqual([])
    expect(sync.status).toMatchObject({ connection: 'live', waiting: 0 })
  })
})

describe('undo', () => {
  const first = make(1).element
  test('a gesture is one step, and undo leaves what others changed since', () => {
    const { sync } = alone()
    sync.submit([createElement(first)])
    sync.submit([updateElement(first.id, { x: 5 })], 'edit', 'drag')
    sync.submit([updateElement(first.id, { x: 9, y: 3 })], 'edit', 'drag')
    sync.undo()
    expect(sync.replica.board.get(first.id)).toMatchObject({ x: 0, y: 0 })
    sync.redo()
    expect(sync.replica.board.get(first.id)).toMatchObject({ x: 9, y: 3 })
    sync.submit([updateElement(first.id, { color: 'red' })])
    sync.submit(
      [line({ id: elementId(new Uint8Array(16)), index: 'a1', from: first, to: first })].map(createElement),
    )
    expect(sync.history.canRedo).toBe(false)
  })

  test('the inverse is the one of the board that the log applied the entry to', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed(welcome)
    const other = (seq: number, operations: Uint8Array) =>
      encodeBase64Url(encodeEntry({ client: clientIdOf('other'), n: seq, time: 1, operations }))
    sync.submit([createElement(first)])
    const own = (n: number, packet: Packet) =>
      encodeBase64Url(
        encodeEntry({
          client: clientIdOf('me'),
          n,
          time: 1,
          operations: decodeBase64Url(packet.entries[0] as string) as Uint8Array,
        }),
      )
    sync.entriesArrived(1, [own(1, sent[0] as Packet)])
    world.runUntil(20)
    sync.submit([updateElement(first.id, { color: 'red' })])
    world.runUntil(40)
    // Another's colour came first in the log: that is what undo must bring back.
    const green = encodeOperations([updateElement(first.id, { color: 'green' })])
    sync.entriesArrived(2, [other(2, green), own(2, sent[1] as Packet)])
    expect(sync.replica.board.get(first.id)).toMatchObject({ color: 'red' })
    sync.undo()
    expect(sync.replica.board.get(first.id)).toMatchObject({ color: 'green' })
  })
})
