import type { Change } from '@drawbridge/board'
import {
  Board,
  createElement,
  decodeBase64Url,
  deleteElement,
  elementId,
  encodeBase64Url,
  line,
  rectangle,
  stroke,
  updateElement,
} from '@drawbridge/board'
import {
  Chains,
  composeBatch,
  decodeOperations,
  defaultLimits,
  encodeEntry,
  encodeSnapshot,
  clientIdOf,
  DrawbridgeError,
  encodeOperations,
  markOf,
} from '@drawbridge/protocol'
import { describe, expect, test } from 'vitest'
import type { Slice } from './opening.ts'
import type { Packet } from './outbox.ts'
import type { StoredChanges } from './stored.ts'
import { storedBoard } from './stored.ts'
import type { Restored } from './sync.ts'
import { Sync } from './sync.ts'

/** Time that passes when a test says so, with the one timer that the core has. */
class Clock {
  now = 0
  wakeAt = Infinity
  wake = () => {}

  runUntil(end: number): void {
    while (this.wakeAt <= end) {
      this.now = Math.max(this.now, this.wakeAt)
      this.wakeAt = Infinity
      this.wake()
    }
    this.now = end
  }
}

/** A client without a network. @param restored where it has storage: what that holds @param slice how much it reads at a time */
function alone(restored?: Restored, slice?: Slice) {
  const world = new Clock()
  const written: StoredChanges[] = []
  const changed: Change[] = []
  const acknowledged: number[] = []
  const sent: Packet[] = []
  const failed: DrawbridgeError[] = []
  const asked: string[] = []
  const sync: Sync = new Sync(
    () => world.now,
    {
      submit: (packet) => sent.push(packet),
      read: (after) => asked.push(`read ${after}`),
      fetchSnapshot: (seq) => asked.push(`snapshot ${seq}`),
      wakeAt: (time) => {
        world.wakeAt = time
      },
      persist: (changes) => written.push(changes),
      reconnect: () => asked.push('reconnect'),
    },
    {
      changed: (changes) => changed.push(...changes),
      statusChanged: () => undefined,
      acknowledged: (n) => acknowledged.push(n),
      entryApplied: () => undefined,
      replaced: () => undefined,
      failed: (error) => failed.push(error),
    },
    restored,
    slice,
  )
  world.wake = () => sync.wake()
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
  return { world, sync, sent, failed, asked, welcome, written, changed, acknowledged }
}

/** These entries as they come live. */
const batchOf = (base: number, entries: readonly string[]) =>
  composeBatch(
    new Chains(),
    base,
    entries.map((entry) => decodeBase64Url(entry) as Uint8Array),
  )

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

  test('messages leave as often as the server says, within reason', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed({ ...welcome, pace: 50 })
    sync.submit([make(1)])
    sync.submit([make(2)])
    world.runUntil(49)
    expect(sent).toHaveLength(1)
    world.runUntil(50)
    expect(sent).toHaveLength(2)
    sync.paced(16)
    sync.submit([make(3)])
    world.runUntil(66)
    expect(sent).toHaveLength(3)
    sync.paced(3_600_000)
    sync.submit([make(4)])
    world.runUntil(1066)
    expect(sent).toHaveLength(4)
    sync.paced(0)
    sync.submit([make(5)])
    world.runUntil(1073)
    expect(sent).toHaveLength(4)
    world.runUntil(1074)
    expect(sent).toHaveLength(5)
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
    sync.batchesArrived(batchOf(2, [entry(2)]))
    world.runUntil(40)
    expect(asked).toEqual([])
    sync.batchesArrived(batchOf(1, [entry(1)]))
    expect(sync.replica.seq).toBe(2)
    sync.batchesArrived(batchOf(4, [entry(4)]))
    world.runUntil(200)
    expect(asked).toEqual(['read 2'])
    sync.readAnswered({ ok: true, epoch: 'e', head: 4, base: 3, entries: [entry(3)] })
    expect(sync.replica.seq).toBe(4)
  })

  test('several batches of one packet are taken one after the other, and a hole among them is waited for', () => {
    const { world, sync, asked, welcome } = alone()
    sync.welcomed(welcome)
    const entry = (n: number) =>
      encodeBase64Url(
        encodeEntry({ client: clientIdOf('other'), n, time: 1, operations: Uint8Array.of(0, 0) }),
      )
    sync.batchesArrived(batchOf(1, [entry(1), entry(2)]), batchOf(3, [entry(3)]))
    expect(sync.replica.seq).toBe(3)
    sync.batchesArrived(batchOf(4, [entry(4)]), batchOf(6, [entry(6)]))
    expect(sync.replica.seq).toBe(4)
    world.runUntil(200)
    expect(asked).toEqual(['read 4'])
  })

  test('what a read brings goes where it was read from, though live entries came meanwhile', () => {
    const { world, sync, asked, welcome } = alone()
    sync.welcomed(welcome)
    const id = elementId(new Uint8Array(16))
    const entry = (n: number) =>
      encodeBase64Url(
        encodeEntry({
          client: clientIdOf('other'),
          n,
          time: 1,
          operations: encodeOperations(
            n === 1
              ? [createElement(rectangle({ id, index: 'a0', box }))]
              : [updateElement(id, { x: n, y: n === 2 ? 2 : 0 })],
          ),
        }),
      )
    sync.batchesArrived(batchOf(4, [entry(4)]))
    world.runUntil(200)
    expect(asked).toEqual(['read 0'])
    sync.batchesArrived(batchOf(1, [entry(1), entry(2)]))
    sync.readAnswered({ ok: true, epoch: 'e', head: 4, base: 1, entries: [entry(1), entry(2), entry(3)] })
    expect(asked).toEqual(['read 0'])
    expect(sync.replica.seq).toBe(4)
    expect(sync.replica.board.get(id)).toMatchObject({ x: 4, y: 0 })
  })

  test('what a log has lost is not asked for after it was compared', () => {
    const { world, sync, asked, welcome } = alone()
    sync.welcomed(welcome)
    sync.headAnnounced('e', 5, '')
    world.runUntil(200)
    expect(asked).toEqual(['read 0'])
    sync.verify()
    sync.readAnswered({ ok: true, epoch: 'e', head: 0, base: 1, entries: [] })
    world.runUntil(20_000)
    expect(asked).toEqual(['read 0'])
    expect(sync.status.connection).toBe('live')
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
    sync.batchesArrived(batchOf(1, [own(1, sent[0] as Packet)]))
    world.runUntil(20)
    sync.submit([updateElement(first.id, { color: 'red' })])
    world.runUntil(40)
    // Another's colour came first in the log: that is what undo must bring back.
    const green = encodeOperations([updateElement(first.id, { color: 'green' })])
    sync.batchesArrived(batchOf(2, [other(2, green), own(2, sent[1] as Packet)]))
    expect(sync.replica.board.get(first.id)).toMatchObject({ color: 'red' })
    sync.undo()
    expect(sync.replica.board.get(first.id)).toMatchObject({ color: 'green' })
  })
})

const nothingStored: Restored = {
  client: { acknowledged: 0, entries: [], steps: [], inverses: [], own: undefined },
  board: undefined,
  traits: undefined,
}
const stored = (n: number) => ({ n, operations: encodeOperations([make(n)]) })
const ids = (sync: Sync) => sync.replica.board.elements.map(({ id }) => id)
const idsOf = (...numbers: number[]) => numbers.map((n) => make(n).element.id)
const entryOf = (client: string, n: number, time = 1) =>
  encodeBase64Url(
    encodeEntry({ client: clientIdOf(client), n, time, operations: encodeOperations([make(n)]) }),
  )
/** What the log would have of the first `count` entries of this client. */
const logOf = (count: number) => Array.from({ length: count }, (_, i) => entryOf('me', i + 1))

describe('with storage', () => {
  test('an entry is sent only once it is stored, and what comes meanwhile is the next write', () => {
    const { world, sync, sent, welcome, written } = alone(nothingStored)
    sync.welcomed(welcome)
    // Who it is and the empty board.
    expect(written).toHaveLength(1)
    sync.submit([make(1)])
    sync.submit([make(2)])
    world.runUntil(100)
    expect([written.length, sent.length]).toEqual([1, 0])
    sync.persisted()
    expect(written[1]?.entries.map(({ n }) => n)).toEqual([1, 2])
    expect(written[1]?.steps).toMatchObject([{ stack: 'undo' }, { stack: 'undo' }])
    expect(written[1]?.inverses).toHaveLength(2)
    sync.submit([make(3)])
    world.runUntil(200)
    expect(sent).toEqual([])
    sync.persisted()
    expect(sent).toMatchObject([{ first: 1, entries: { length: 2 } }])
    expect(written[2]?.entries.map(({ n }) => n)).toEqual([3])
    world.runUntil(300)
    expect(sent).toHaveLength(1)
    sync.persisted()
    expect(sent).toMatchObject([{ first: 1 }, { first: 3 }])
  })

  test('what is acknowledged is written later, with whatever else there is', () => {
    const { world, sync, sent, welcome, written } = alone(nothingStored)
    sync.welcomed(welcome)
    sync.persisted()
    sync.submit([make(1)])
    sync.persisted()
    sync.submitAnswered(sent[0] as Packet, { ok: true, last: 1 })
    world.runUntil(900)
    expect(written).toHaveLength(2)
    world.runUntil(1100)
    expect(written[2]).toMatchObject({ acknowledged: 1, keptFrom: 1, entries: [] })
  })

  test('a client that comes back shows what was unsaved, sends it again, and can undo it', () => {
    const before = new Board([make(1).element])
    const { world, sync, sent, welcome } = alone({
      client: {
        acknowledged: 2,
        entries: [1, 2, 3, 4].map(stored),
        steps: [{ id: 7, stack: 'undo', entries: [3, 4] }],
        inverses: [3, 4].map((n) => ({
          n,
          operations: encodeOperations([{ type: 'delete', id: make(n).element.id }]),
        })),
        own: { epoch: 'e', seq: 1, n: 1 },
      },
      board: { epoch: 'e', seq: 1, mark: 'first', bytes: encodeSnapshot(before, 1) },
      traits: { title: 'Plans', role: 'editor' },
    })
    // What was acknowledged after the board was stored is in no stored board, but it is not lost.
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4))
    expect(sync.status).toMatchObject({ waiting: 2, readOnly: false, durable: true })
    expect([sync.title, sync.role]).toEqual(['Plans', 'editor'])
    expect(sync.have).toEqual({ epoch: 'e', seq: 1, mark: 'first', acknowledged: 2 })
    sync.welcomed({
      ...welcome,
      continues: true,
      head: 2,
      last: 2,
      tail: { base: 2, entries: [entryOf('me', 2)] },
    })
    expect(sent).toMatchObject([{ first: 3, entries: { length: 2 } }])
    sync.submitAnswered(sent[0] as Packet, { ok: true, last: 4 })
    sync.batchesArrived(batchOf(3, [entryOf('me', 3), entryOf('me', 4)]))
    world.runUntil(20)
    expect(sync.undo()).toBe(true)
    expect(ids(sync)).toEqual(idsOf(1, 2))
  })

  test('what is drawn before the first welcome goes after entries that storage has lost', () => {
    const { sync, sent, welcome, written } = alone({
      ...nothingStored,
      client: { ...nothingStored.client, entries: [1, 2].map(stored) },
    })
    sync.submit([make(8)])
    sync.persisted()
    // An earlier life had sent 3 and 4, too, and then the machine lost power.
    sync.welcomed({ ...welcome, head: 4, last: 4, tail: { base: 1, entries: logOf(4) } })
    expect(written.at(-1)).toMatchObject({ replace: true, acknowledged: 4, entries: [{ n: 5 }] })
    expect(sent).toEqual([])
    sync.persisted()
    expect(sent).toMatchObject([{ first: 5, entries: { length: 1 } }])
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4, 8))
  })

  test('a write that began before numbers changed does not count for those after', () => {
    const { sync, sent, welcome, written } = alone(nothingStored)
    sync.submit([make(1)])
    expect(written).toHaveLength(1)
    sync.welcomed({ ...welcome, head: 2, last: 2 })
    sync.persisted()
    expect(sent).toEqual([])
    expect(written[1]).toMatchObject({ replace: true, entries: [{ n: 3 }] })
    sync.persisted()
    expect(sent).toMatchObject([{ first: 3 }])
  })

  test('while entries leave rarely, one write holds those of several frames, and none waits longer to leave', () => {
    const { world, sync, sent, welcome, written } = alone(nothingStored)
    sync.welcomed({ ...welcome, pace: 100 })
    sync.persisted()
    const before = written.length
    sync.submit([make(1)])
    expect(written).toHaveLength(before + 1)
    sync.persisted()
    expect(sent).toHaveLength(1)
    for (const [time, byte] of [
      [16, 2],
      [33, 3],
      [50, 4],
    ] as const) {
      // prettier-ignore
      world.runUntil(time)
      sync.submit([make(byte)])
    }
    expect(written).toHaveLength(before + 1)
    world.runUntil(70)
    expect(written.at(-1)?.entries.map(({ n }) => n)).toEqual([2, 3, 4])
    sync.persisted()
    world.runUntil(99)
    expect(sent).toHaveLength(1)
    world.runUntil(100)
    expect(sent[1]).toMatchObject({ first: 2, entries: { length: 3 } })
  })

  test('what fills several packets leaves one after the other, also where entries leave rarely', () => {
    const { world, sync, sent, welcome } = alone()
    sync.welcomed({ ...welcome, pace: 100, limits: { ...defaultLimits, submitEntries: 2 } })
    sync.submit([make(1)])
    for (let i = 2; i <= 6; i++) sync.submit([make(i)])
    world.runUntil(100)
    expect(sent).toHaveLength(2)
    world.runUntil(132)
    expect(sent.map(({ first }) => first)).toEqual([1, 2, 4, 6])
  })

  test('without a connection what is drawn is stored at once', () => {
    const { world, sync, welcome, written } = alone(nothingStored)
    sync.welcomed({ ...welcome, pace: 100 })
    sync.persisted()
    sync.submit([make(1)])
    sync.persisted()
    sync.disconnected()
    world.runUntil(16)
    sync.submit([make(2)])
    expect(written.at(-1)?.entries.map(({ n }) => n)).toEqual([2])
  })

  test('storage that fails is said once, and work is sent without it', () => {
    const { sync, sent, welcome, failed, written } = alone(nothingStored)
    sync.welcomed(welcome)
    sync.persisted()
    sync.submit([make(1)])
    sync.persistFailed(new DrawbridgeError('STORAGE_FAILED'))
    expect(failed.map(({ code }) => code)).toEqual(['STORAGE_FAILED'])
    expect(sync.status).toMatchObject({ durable: false, waiting: 1 })
    expect(sync.unstored).toBe(1)
    expect(sent).toMatchObject([{ first: 1 }])
    sync.submit([make(2)])
    expect(written).toHaveLength(2)
  })

  test('the board is stored when it has changed and the hand rests', () => {
    const { world, sync, welcome, written } = alone(nothingStored)
    sync.welcomed({ ...welcome, head: 1, tail: { base: 1, entries: [entryOf('other', 1)] } })
    expect(written[0]?.board).toMatchObject({ stored: { epoch: 'e', seq: 1 }, own: { n: 0 } })
    expect(written[0]?.traits).toEqual({ title: '', role: 'editor' })
    sync.persisted()
    sync.batchesArrived(batchOf(2, [entryOf('other', 2)]))
    world.runUntil(4_990)
    sync.submit([make(9)])
    sync.persisted()
    world.runUntil(5_400)
    expect(written.filter(({ board }) => board)).toHaveLength(1)
    world.runUntil(5_600)
    expect(written.at(-1)?.board).toMatchObject({ stored: { seq: 2 }, own: { n: 0 } })
  })
})

describe('a log that is not what it was', () => {
  const head = (entries: readonly string[]) => ({
    head: entries.length,
    mark: markOf(entries.at(-1) ?? ''),
    tail: { base: 1, entries },
  })

  /** A client with three entries in the log. */
  function settled() {
    const all = alone()
    all.sync.welcomed(all.welcome)
    for (const n of [1, 2, 3]) all.sync.submit([make(n)])
    all.sync.batchesArrived(batchOf(1, logOf(3)))
    all.sync.disconnected()
    all.sent.length = 0
    all.changed.length = 0
    return all
  }

  test('gets back what it lost of ours, under the same numbers, while the board stays in sight', () => {
    const { world, sync, sent, welcome, changed, acknowledged } = settled()
    expect(acknowledged.at(-1)).toBe(3)
    sync.welcomed({ ...welcome, last: 1, ...head(logOf(1)) })
    world.runUntil(100)
    expect(sent).toMatchObject([{ first: 2, entries: { length: 2 } }])
    expect(sync.status.waiting).toBe(2)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3))
    expect(changed.filter(({ after }) => !after)).toEqual([])
  })

  test('shows nothing of another log before it is complete', () => {
    const { sync, welcome, changed } = settled()
    const others = [entryOf('other', 5), entryOf('other', 6)]
    sync.welcomed({ ...welcome, epoch: 'f', head: 2, last: 0 })
    sync.readAnswered({ ok: true, epoch: 'f', head: 2, base: 1, entries: others.slice(0, 1) })
    expect(changed).toEqual([])
    expect(sync.have).toMatchObject({ epoch: 'f', seq: 1 })
    sync.readAnswered({ ok: true, epoch: 'f', head: 2, base: 2, entries: others.slice(1) })
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 5, 6))
  })

  test.each([
    ['another epoch', (sync: Sync) => sync.headAnnounced('f', 3, '')],
    ['another entry at its head', (sync: Sync) => sync.headAnnounced('e', 2, markOf(entryOf('other', 2)))],
    ['another entry that arrives', (sync: Sync) => sync.batchesArrived(batchOf(3, [entryOf('other', 3)]))],
    [
      'less than it had when we sent',
      (sync: Sync, packet: Packet) => sync.submitAnswered(packet, { ok: true, last: 2 }),
    ],
  ])('is noticed by %s', (_, notice) => {
    const { world, sync, welcome, sent, asked } = settled()
    sync.welcomed({ ...welcome, continues: true, last: 3, head: 3, mark: markOf(entryOf('me', 3)) })
    sync.submit([make(4)])
    world.runUntil(world.now + 20)
    sync.headAnnounced('e', 3, markOf(entryOf('me', 3)))
    expect(asked).toEqual([])
    notice(sync, sent[0] as Packet)
    expect(asked).toEqual(['reconnect'])
  })

  test('is noticed by a head that stays below ours', () => {
    const { world, sync, welcome, asked } = settled()
    sync.welcomed({ ...welcome, continues: true, last: 3, head: 3, mark: markOf(entryOf('me', 3)) })
    const low = () => sync.headAnnounced('e', 2, markOf(entryOf('me', 2)))
    low()
    world.runUntil(world.now + 500)
    low()
    expect(asked).toEqual([])
    world.runUntil(world.now + 600)
    low()
    expect(asked).toEqual(['reconnect'])
  })

  test('does not get entries that came ahead of their turn before it was replaced', () => {
    const { sync, welcome } = settled()
    const again = { ...welcome, continues: true, last: 3, head: 3, mark: markOf(entryOf('me', 3)) }
    sync.welcomed(again)
    sync.batchesArrived(batchOf(5, [entryOf('gone', 5)]))
    sync.disconnected()
    sync.welcomed(again)
    sync.batchesArrived(batchOf(4, [entryOf('other', 4)]))
    expect(sync.replica.seq).toBe(4)
  })

  test('is numbered on from where it is, where what it lost is no longer kept', () => {
    const { world, sync, sent, welcome, written } = alone(nothingStored)
    sync.welcomed(welcome)
    sync.persisted()
    const count = 10_500
    for (let i = 1; i <= count; i++) sync.submit([deleteElement(make(i % 200).element.id)])
    sync.persisted()
    sync.persisted()
    world.runUntil(100)
    sync.submitAnswered(sent[0] as Packet, { ok: true, last: count })
    sync.submit([make(1)])
    sync.disconnected()
    sent.length = 0
    sync.welcomed({ ...welcome, epoch: 'f', last: 5 })
    // A write of the old numbers says nothing of the new ones.
    sync.persisted()
    world.runUntil(world.now + 20)
    expect(sent).toEqual([])
    const { waiting } = sync.status
    expect(waiting).toBeGreaterThan(8_000)
    expect(waiting).toBeLessThanOrEqual(10_001)
    const anew = written.at(-1)
    expect(anew).toMatchObject({ replace: true, acknowledged: 5, keptFrom: 6 })
    expect(anew?.entries).toHaveLength(waiting)
    sync.persisted()
    world.runUntil(world.now + 20)
    expect(sent[0]?.first).toBe(6)
    expect(ids(sync)).toEqual(idsOf(1))
  })
})

describe('a board that is opened in slices', () => {
  const one: Slice = { milliseconds: 0, elements: 1 }
  const boardOf = (...bytes: number[]) => new Board(bytes.map((byte) => make(byte).element))
  const snapshot = encodeSnapshot(boardOf(1, 2, 3, 4), 10)

  test('fills while it is shown, and is at its seq only when all of it is there', () => {
    const { world, sync, welcome, changed, asked } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 11, snapshot: 10 })
    expect(sync.status.opened).toBe(0)
    sync.snapshotArrived(snapshot)
    expect(ids(sync)).toEqual(idsOf(1))
    expect(sync.status).toMatchObject({ opened: 0.25, connection: 'catching-up' })
    // What comes meanwhile waits for its turn.
    sync.batchesArrived(batchOf(11, [entryOf('other', 7)]))
    expect(sync.replica.seq).toBe(0)
    world.wake()
    expect(ids(sync)).toEqual(idsOf(1, 2))
    expect(sync.status.opened).toBe(0.5)
    world.runUntil(1)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4, 7))
    expect(sync.replica.seq).toBe(11)
    expect(sync.status).toMatchObject({ opened: 1, connection: 'live' })
    expect(changed.flatMap(({ after }) => after?.id ?? [])).toEqual(idsOf(1, 2, 3, 4, 7))
    expect(asked).toEqual(['snapshot 10'])
  })

  test('is shown as far as its bytes have come, and goes on as soon as more have', () => {
    const { world, sync, welcome, asked } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 10, snapshot: 10 })
    const seen: number[] = []
    for (let length = 0; length < snapshot.length; length++) {
      sync.snapshotArrived(snapshot.slice(0, length), false)
      world.runUntil(world.now + 1)
      if (ids(sync).length > (seen.at(-1) ?? 0)) seen.push(ids(sync).length)
    }
    expect(seen).toEqual([1, 2, 3])
    expect(sync.status).toMatchObject({ opened: 0.75, connection: 'catching-up' })
    sync.snapshotArrived(snapshot)
    world.runUntil(world.now + 1)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4))
    expect(sync.status).toMatchObject({ opened: 1, connection: 'live' })
    expect(asked).toEqual(['snapshot 10'])
  })

  test('of which the rest does not come is fetched again, and stays to be seen until then', () => {
    const { world, sync, welcome, asked } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 10, snapshot: 10 })
    sync.snapshotArrived(snapshot.slice(0, -1), false)
    world.runUntil(world.now + 1)
    sync.snapshotArrived(new DrawbridgeError('UNREACHABLE'))
    expect(ids(sync)).toEqual(idsOf(1, 2, 3))
    world.runUntil(world.now + 1_000)
    expect(asked).toEqual(['snapshot 10', 'snapshot 10'])
    sync.snapshotArrived(snapshot.slice(0, 30), false)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3))
    sync.snapshotArrived(snapshot)
    world.runUntil(world.now + 1)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4))
    expect(sync.status).toMatchObject({ opened: 1, connection: 'live' })
  })

  test('is not taken from bytes that come when nothing was asked for', () => {
    const { sync, welcome } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 10, snapshot: 10 })
    sync.disconnected()
    sync.snapshotArrived(snapshot)
    expect(ids(sync)).toEqual([])
  })

  test('can be drawn on, and keeps on top what was drawn', () => {
    const { world, sync, welcome } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 10, snapshot: 10 })
    sync.snapshotArrived(snapshot)
    sync.submit([make(9), deleteElement(make(3).element.id), updateElement(make(1).element.id, { x: 5 })])
    world.runUntil(1)
    expect(ids(sync)).toEqual(idsOf(1, 2, 4, 9))
    expect(sync.replica.board.get(make(1).element.id)).toMatchObject({ x: 5 })
    expect(sync.replica.confirmed.elements.map(({ id }) => id)).toEqual(idsOf(1, 2, 3, 4))
  })

  test('replaces an older one only when it is complete', () => {
    const { world, sync, welcome } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 1, tail: { base: 1, entries: [entryOf('other', 7)] } })
    sync.disconnected()
    sync.welcomed({ ...welcome, continues: true, head: 10, snapshot: 10 })
    sync.snapshotArrived(snapshot)
    expect(ids(sync)).toEqual(idsOf(7))
    world.runUntil(1)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4))
  })

  test('from storage is said to be held, and goes on when the connection is lost', () => {
    const mark = markOf(entryOf('other', 1))
    const board = { epoch: 'e', seq: 10, mark, bytes: snapshot }
    const { world, sync, welcome, asked } = alone({ ...nothingStored, board }, one)
    expect(ids(sync)).toEqual(idsOf(1))
    expect(sync.have).toMatchObject({ epoch: 'e', seq: 10, mark })
    sync.welcomed({ ...welcome, continues: true, head: 10, tail: { base: 11, entries: [] } })
    sync.disconnected()
    sync.welcomed({ ...welcome, continues: true, head: 10, tail: { base: 11, entries: [] } })
    world.runUntil(1)
    expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4))
    expect(sync.status.connection).toBe('live')
    expect(asked).toEqual([])
  })

  test('that came over a connection that is lost is fetched again: its log may be another by then', () => {
    const { world, sync, welcome, asked } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 10, snapshot: 10 })
    sync.snapshotArrived(snapshot)
    sync.disconnected()
    sync.welcomed({ ...welcome, continues: true, head: 10, snapshot: 10 })
    expect(asked).toEqual(['snapshot 10', 'snapshot 10'])
    sync.snapshotArrived(encodeSnapshot(boardOf(1, 5), 10))
    world.runUntil(1)
    expect(ids(sync)).toEqual(idsOf(1, 5))
    expect(sync.status.connection).toBe('live')
  })

  test('and turns out to be broken is read from the log instead', () => {
    const { world, sync, welcome, asked, failed } = alone(undefined, one)
    sync.welcomed({ ...welcome, head: 10, snapshot: 10 })
    sync.snapshotArrived(snapshot.slice(0, -1))
    world.runUntil(1)
    expect(failed.map(({ code }) => code)).toEqual(['INTERNAL'])
    expect(asked).toEqual(['snapshot 10', 'read 0'])
    expect(ids(sync)).toEqual(idsOf(1, 2, 3))
    const entries = Array.from({ length: 10 }, (_, i) => entryOf('other', i + 20))
    sync.readAnswered({ ok: true, epoch: 'e', head: 10, base: 1, entries })
    world.runUntil(2)
    expect(ids(sync)).toHaveLength(10)
  })

  test('and turns out to be broken in storage is taken from the log, without a word', () => {
    const board = { epoch: 'e', seq: 10, mark: markOf(entryOf('other', 1)), bytes: snapshot.slice(0, -1) }
    const { world, sync, failed } = alone({ ...nothingStored, board }, one)
    world.runUntil(1)
    expect(failed).toEqual([])
    expect(sync.have).toBeUndefined()
  })
})

test('many entries that were read at once are applied in slices, and nothing is asked for meanwhile', () => {
  const { world, sync, welcome, asked } = alone(undefined, { milliseconds: 0, elements: 1 })
  sync.welcomed({ ...welcome, head: 4 })
  sync.readAnswered({
    ok: true,
    epoch: 'e',
    head: 4,
    base: 1,
    entries: [1, 2, 3, 4].map((byte) => entryOf('other', byte)),
  })
  expect(sync.replica.seq).toBe(1)
  // What is live meanwhile comes after what is here already.
  sync.batchesArrived(batchOf(5, [entryOf('other', 5)]))
  expect(sync.replica.seq).toBe(2)
  expect(sync.status.connection).toBe('catching-up')
  world.runUntil(1)
  expect(ids(sync)).toEqual(idsOf(1, 2, 3, 4, 5))
  expect(sync.status.connection).toBe('live')
  expect(asked).toEqual(['read 0'])
})

test('entries that wait for their slice are forgotten with the connection', () => {
  const { world, sync, welcome, asked } = alone(undefined, { milliseconds: 0, elements: 1 })
  const entries = [1, 2, 3].map((byte) => entryOf('other', byte))
  sync.welcomed({ ...welcome, head: 3 })
  sync.readAnswered({ ok: true, epoch: 'e', head: 3, base: 1, entries })
  sync.disconnected()
  world.runUntil(100)
  expect(sync.replica.seq).toBe(1)
  sync.welcomed({ ...welcome, head: 3, continues: true })
  expect(asked).toEqual(['read 0', 'read 1'])
  sync.readAnswered({ ok: true, epoch: 'e', head: 3, base: 2, entries: entries.slice(1) })
  world.runUntil(101)
  expect(ids(sync)).toEqual(idsOf(1, 2, 3))
})

test('a large board is written to storage in slices, as it was when that began', () => {
  const { world, sync, welcome, written } = alone(nothingStored, { milliseconds: 0, elements: 1 })
  const entries = [1, 2, 3].map((byte) => entryOf('other', byte))
  sync.welcomed({ ...welcome, head: 3, tail: { base: 1, entries } })
  sync.persisted()
  world.runUntil(1)
  sync.batchesArrived(batchOf(4, [entryOf('other', 4)]))
  // What is shown has most of the time.
  world.runUntil(10)
  expect(written.flatMap(({ board }) => board ?? [])).toEqual([])
  world.runUntil(100)
  const board = written.flatMap(({ board }) => board ?? [])[0]
  expect(board?.stored.seq).toBe(3)
  expect(board && storedBoard(board.stored).bytes).toEqual(
    encodeSnapshot(new Board([1, 2, 3].map((byte) => make(byte).element)), 3),
  )
})
