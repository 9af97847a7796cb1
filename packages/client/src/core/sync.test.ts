import {
  Board,
  createElement,
  decodeBase64Url,
  elementId,
  encodeBase64Url,
  line,
  rectangle,
  stroke,
  updateElement,
} from '@drawbridge/board'
import {
  decodeOperations,
  defaultLimits,
  encodeEntry,
  encodeSnapshot,
  clientIdOf,
  encodeOperations,
} from '@drawbridge/protocol'
import type { DrawbridgeError } from '@drawbridge/protocol'
import type { Random } from '@drawbridge/testkit'
import { seededRandom } from '@drawbridge/testkit'
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
      persist: () => asked.push('persist'),
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

  test('another epoch starts from the new log and submits what it lacks of ours again, under the same numbers', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed(welcome)
    sync.submit([make(1)])
    sync.submitAnswered(sent[0] as Packet, { ok: true, last: 1 })
    sync.disconnected()
    sync.submit([make(2)])
    sync.connecting()
    sync.welcomed({ ...welcome, epoch: 'f' })
    world.runUntil(20)
    expect(sync.replica.board.elements.map(({ id }) => id)).toEqual(
      [make(1), make(2)].map((o) => o.element.id),
    )
    expect(sent.at(-1)).toMatchObject({ first: 1, entries: { length: 2 } })
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
