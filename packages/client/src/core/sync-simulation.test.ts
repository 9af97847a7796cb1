import type { Change, Operation } from '@drawbridge/board'
import {
  Board,
  boardHash,
  createElement,
  decodeBase64Url,
  deleteElement,
  elementId,
  encodeBase64Url,
  eraseStroke,
  extendStroke,
  Ink,
  rectangle,
  replay,
  stroke,
  updateElement,
} from '@drawbridge/board'
import {
  Chains,
  composeBatch,
  clientIdOf,
  decodeEntry,
  defaultLimits,
  DrawbridgeError,
  encodeEntry,
  encodeSnapshot,
  markOf,
} from '@drawbridge/protocol'
import type { Random } from '@drawbridge/testkit'
import { randomBytes, seededRandom } from '@drawbridge/testkit'
import { describe, expect, test } from 'vitest'
import { MemoryClient } from '../memory-client.ts'
import type { Packet } from './outbox.ts'
import type { BoardTraits, StoredBoard, StoredChanges } from './stored.ts'
import { storedBoard } from './stored.ts'
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

/** The log's promises in the fewest lines: order, dedupe, gap. And how it breaks them: it comes back without its end. */
class SimulatedLog {
  readonly entries: Uint8Array[] = []
  readonly last = new Map<string, number>()
  available = true
  snapshot = 0
  epoch = 'e'
  readonly chains = new Chains()
  #appended = 0

  append(client: string, packet: Packet): { last: number; base: number; stored: Uint8Array[] } {
    const last = this.last.get(client) ?? 0
    const stored: Uint8Array[] = []
    const base = this.entries.length + 1
    if (packet.first > last + 1) return { last, base, stored }
    packet.entries.forEach((encoded, i) => {
      const n = packet.first + i
      if (n <= last) return
      const operations = decodeBase64Url(encoded) as Uint8Array
      const entry = encodeEntry({ client, n, time: ++this.#appended, operations })
      this.entries.push(entry)
      stored.push(entry)
      this.last.set(client, n)
    })
    return { last: this.last.get(client) ?? 0, base, stored }
  }

  /** Restored from an older copy: the same life of it, as far as anyone says, or another. */
  lose(count: number, epoch: string): void {
    this.entries.splice(this.entries.length - count)
    this.chains.clear()
    this.snapshot = Math.min(this.snapshot, this.entries.length)
    this.epoch = epoch
    this.last.clear()
    this.decoded().forEach(({ client, n }) => this.last.set(client, n))
  }

  mark(seq = this.entries.length): string {
    const entry = this.entries[seq - 1]
    return entry ? markOf(encodeBase64Url(entry)) : ''
  }

  after(seq: number, most = Infinity): string[] {
    return this.entries.slice(seq, seq + most).map(encodeBase64Url)
  }

  decoded(upTo = this.entries.length) {
    return this.entries.slice(0, upTo).map((bytes, i) => {
      const decoded = decodeEntry(bytes, i + 1)
      if (!decoded.ok) throw new Error(decoded.reason)
      return decoded.value
    })
  }

  board(upTo = this.entries.length): Board {
    const board = new Board()
    replay(board, 0, this.decoded(upTo))
    return board
  }
}

/** What survives a client's crash. */
class SimulatedStorage {
  readonly client = new MemoryClient()
  board: StoredBoard | undefined
  traits: BoardTraits | undefined
  newest = 0

  commit(changes: StoredChanges): void {
    this.client.write(changes)
    if (changes.board) this.board = storedBoard(changes.board.stored)
    this.traits = changes.traits ?? this.traits
    this.newest = Math.max(this.newest, ...changes.entries.map(({ n }) => n))
  }
}

type Reply = (arrive: () => void) => void

/** A client, its connection, its storage, and all that can go wrong with them. */
class SimulatedClient {
  sync: Sync
  readonly id: string
  readonly errors: DrawbridgeError[] = []
  changes: Change[] = []
  acknowledged: number[] = []
  applied: [seq: number, client: string, n: number][] = []
  /** What was ever sent under each number. */
  readonly sent = new Map<number, string>()
  readonly world: World
  readonly log: SimulatedLog
  readonly others: SimulatedClient[]
  readonly storage: SimulatedStorage | undefined
  connected = false
  lossy = true
  /** Messages of an earlier connection are never delivered. */
  #connection = 0
  /** Nothing reaches an earlier life. */
  #life = 0
  #wakeAt = Infinity

  constructor(world: World, log: SimulatedLog, others: SimulatedClient[], name: string, keeps: boolean) {
    this.world = world
    this.log = log
    this.others = others
    this.id = clientIdOf(name)
    this.storage = keeps ? new SimulatedStorage() : undefined
    this.sync = this.#start()
  }

  #start(): Sync {
    const { world, storage } = this
    const life = ++this.#life
    this.#wakeAt = Infinity
    const sync: Sync = new Sync(
      () => world.now,
      {
        submit: (packet) => {
          packet.entries.forEach((encoded, i) => {
            const n = packet.first + i
            const before = this.sent.get(n) ?? encoded
            expect(encoded, `the content of ${n}`).toBe(before)
            this.sent.set(n, before)
          })
          this.#send((reply) => this.#serverSubmit(packet, reply))
        },
        read: (after, mark) => this.#send((reply) => this.#serverRead(after, mark, reply)),
        fetchSnapshot: (seq) =>
          this.#send((reply) => {
            const bytes =
              seq === this.log.snapshot
                ? encodeSnapshot(this.log.board(seq), seq)
                : new DrawbridgeError('SNAPSHOT_NOT_FOUND')
            if (bytes instanceof Uint8Array)
              reply(() => sync.snapshotArrived(bytes.subarray(0, bytes.length * world.random()), false))
            reply(() => sync.snapshotArrived(bytes))
          }),
        wakeAt: (time) => {
          this.#wakeAt = time
          // Timers are never on time.
          world.after(Math.max(0, time - world.now) + world.random() * 4, () => {
            if (life !== this.#life || this.#wakeAt > world.now) return
            this.#wakeAt = Infinity
            sync.wake()
          })
        },
        persist: (changes) => {
          // It is committed at some moment before it is answered; a crash in between leaves it done, a crash before does not.
          world.after(world.random() * 20, () => {
            if (life !== this.#life) return
            storage?.commit(changes)
            world.after(world.random() * 10, () => {
              if (life === this.#life) sync.persisted()
            })
          })
        },
        reconnect: () => this.disconnect(),
      },
      {
        changed: (changes) => this.changes.push(...changes),
        statusChanged: () => undefined,
        acknowledged: (n) => this.acknowledged.push(n),
        entryApplied: ({ seq, client, n }) => this.applied.push([seq, client, n]),

        replaced: (seq) => {
          // It begins anew where nothing tells its board from another log.
          if (seq === 0) this.applied = []
        },
        failed: (error) => this.errors.push(error),
      },
      storage && { client: storage.client.stored(), board: storage.board, traits: storage.traits },
      // So little at a time that everything else comes in between.
      { milliseconds: 0, elements: 1 + Math.floor(world.random() * 3) },
    )
    return sync
  }

  /** Ends without a word, and starts again from storage after a while. */
  crash(): void {
    this.connected = false
    this.#connection++
    this.sync = this.#start()
    this.changes = this.sync.replica.board.elements.map((element) => ({
      id: element.id,
      before: undefined,
      after: element,
    }))
    this.world.after(this.world.random() * 200, () => this.connect())
  }

  connect(): void {
    if (this.connected) return
    this.connected = true
    const connection = ++this.#connection
    this.sync.connecting()
    this.world.after(this.world.random() * 50, () => {
      if (connection !== this.#connection) return
      const { log, sync } = this
      const { have } = sync
      const continues =
        have?.epoch === log.epoch && have.seq <= log.entries.length && have.mark === log.mark(have.seq)
      const from = continues ? have.seq : log.snapshot
      const tail = this.world.random() < 0.5 ? { base: from + 1, entries: log.after(from) } : undefined
      const welcome = {
        protocol: 1,
        clientId: this.id,
        role: 'editor',
        epoch: log.epoch,
        head: log.entries.length,
        mark: log.mark(),
        continues,
        snapshot: log.snapshot,
        last: log.last.get(this.id) ?? 0,
        limits: defaultLimits,
        ...(tail ? { tail } : {}),
      } as const
      // The log may go on, or lose something, before the welcome arrives.
      this.#reply(() => sync.welcomed(welcome))
    })
  }

  disconnect(): void {
    if (!this.connected) return
    this.connected = false
    this.#connection++
    this.sync.disconnected()
    this.world.after(this.world.random() * 200, () => this.connect())
  }

  hearHead(): void {
    const { epoch, entries } = this.log
    const head = entries.length
    const mark = this.log.mark()
    if (this.connected) this.#reply(() => this.sync.headAnnounced(epoch, head, mark))
  }

  /** @param arrive is given what brings an answer back on the same connection */
  #send(arrive: (reply: Reply) => void): void {
    const connection = this.#connection
    this.world.after(this.world.random() * 40, () => {
      // What reached the server is done even if the client is gone by then.
      if (connection === this.#connection || this.world.random() < 0.5)
        arrive((run) => this.#reply(run, connection))
    })
  }

  #reply(arrive: () => void, connection = this.#connection): void {
    this.world.after(this.world.random() * 40, () => {
      if (connection === this.#connection) arrive()
    })
  }

  #serverRead(after: number, mark: string, reply: Reply): void {
    const { log, sync } = this
    const { epoch, entries, available } = log
    const isPart = mark === '' || log.mark(after) === mark
    const found = { epoch, head: entries.length, base: after + 1, entries: log.after(after, 7) }
    const code = isPart ? 'LOG_UNAVAILABLE' : 'LOG_REPLACED'
    reply(() => {
      if (available && isPart) sync.readAnswered({ ok: true, ...found })
      else sync.readAnswered({ ok: false, error: { code, message: '' } })
    })
  }

  #serverSubmit(packet: Packet, reply: Reply): void {
    const { log, sync } = this
    if (!log.available) {
      reply(() => sync.submitAnswered(packet, { ok: false, error: { code: 'LOG_UNAVAILABLE', message: '' } }))
      return
    }
    const { last, base, stored } = log.append(this.id, packet)
    // Of a growth that is stored only the live entries tell.
    if (packet.growth === undefined || stored.length < packet.entries.length)
      reply(() => sync.submitAnswered(packet, { ok: true, last }))
    if (stored.length === 0) return
    const batch = composeBatch(log.chains, base, stored)
    for (const client of this.others) client.fanOut(batch)
  }

  fanOut(batch: string): void {
    if (!this.connected || (this.lossy && this.world.random() < 0.1)) return
    const connection = this.#connection
    this.world.after(this.world.random() * 60, () => {
      if (connection === this.#connection) this.sync.batchesArrived(batch)
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

interface Troubles {
  /** Clients have storage, crash, and come back from it. */
  readonly crashes: boolean
  /** The log comes back without its end. */
  readonly lostLogs: boolean
}

function converge(seed: number, { crashes, lostLogs }: Troubles) {
  const world = new World(seed)
  const log = new SimulatedLog()
  const clients: SimulatedClient[] = []
  for (let i = 0; i < 3; i++)
    clients.push(new SimulatedClient(world, log, clients, `client-${i}`, crashes && i < 2))
  for (const client of clients) client.connect()
  let epochs = 0
  for (let step = 0; step < 120; step++) {
    const client = clients[Math.floor(world.random() * clients.length)] as SimulatedClient
    const dice = world.random()
    if (dice < 0.04) client.disconnect()
    else if (dice < 0.06) log.available = !log.available
    else if (dice < 0.08) log.snapshot = log.entries.length
    else if (dice < 0.18) client.sync.undo()
    else if (dice < 0.24) client.sync.redo()
    else if (dice < 0.28) {
      if (client.storage) client.crash()
    } else if (dice < 0.3) {
      if (lostLogs) {
        const count = Math.floor(world.random() * Math.min(12, log.entries.length + 1))
        const epoch = world.random() < 0.5 ? log.epoch : `e${++epochs}`
        // What arrives says nothing of what went before it: only a new welcome tells two lives of one epoch apart.
        const isNoticed = epoch === log.epoch || world.random() < 0.5
        log.lose(count, epoch)
        if (isNoticed) for (const each of clients) each.disconnect()
      }
    } else if (dice < 0.34) for (const each of clients) each.hearHead()
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
    for (const client of clients) client.hearHead()
  }
  world.runUntil(world.now + 1000)
  return { log, clients }
}

/** Everyone has the log's board; the log has each client's entries in order, each once, as they were sent, to the last. */
function expectNothingLost({ log, clients }: ReturnType<typeof converge>): void {
  const truth = boardHash(log.board())
  for (const { sync, errors, id, sent, acknowledged, storage } of clients) {
    expect(errors).toEqual([])
    expect(sync.status).toMatchObject({ connection: 'live', waiting: 0 })
    expect(sync.replica.pending).toEqual([])
    expect(boardHash(sync.replica.board)).toBe(truth)
    expect(boardHash(sync.replica.confirmed)).toBe(truth)
    const own = log.decoded().filter(({ client }) => client === id)
    expect(own.map(({ n }) => n)).toEqual(own.map((_, i) => i + 1))
    expect(own.length).toBeGreaterThanOrEqual(Math.max(0, ...acknowledged))
    // What was stored before a crash, sent or not.
    expect(own.length).toBeGreaterThanOrEqual(storage?.newest ?? 0)
    for (const { n, seq } of own) {
      const stored = encodeBase64Url(log.entries[seq - 1] as Uint8Array)
      const operations = sent.get(n)
      expect(operations).toBeDefined()
      expect(stored.endsWith(operations ?? '') || sameEnd(stored, operations ?? '')).toBe(true)
    }
  }
}

/** Whether an encoded entry ends with these operations; base64url of a part is not a part of the text. */
function sameEnd(entry: string, operations: string): boolean {
  const whole = decodeBase64Url(entry) as Uint8Array
  const end = decodeBase64Url(operations) as Uint8Array
  return end.every((byte, i) => byte === whole[whole.length - end.length + i])
}

/** A failing seed names itself. */
function forSeeds(count: number, run: (seed: number) => void): void {
  for (let seed = 1; seed <= count; seed++)
    try {
      run(seed)
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
}

describe('whatever the network does', () => {
  test('replicas equal the log, and the log has every entry once', () => {
    forSeeds(100, (seed) => {
      const outcome = converge(seed, { crashes: false, lostLogs: false })
      expectNothingLost(outcome)
      const { log, clients } = outcome
      const entries = log.decoded()
      for (const { id, applied, acknowledged } of clients) {
        const seqs = applied.map(([seq]) => seq)
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
        for (const [seq, client, n] of applied) expect(entries[seq - 1]).toMatchObject({ seq, client, n })
        expect(acknowledged).toEqual([...new Set(acknowledged)].sort((a, b) => a - b))
        expect(acknowledged.at(-1) ?? 0).toBe(log.last.get(id) ?? 0)
      }
    })
  })

  test('changes reported add up to the board that is shown', () => {
    forSeeds(20, (seed) => {
      const { clients } = converge(seed, { crashes: true, lostLogs: true })
      for (const client of clients) {
        const shown = new Board()
        for (const { id, after } of client.changes) if (id !== null) shown.put(id, after)
        expect(boardHash(shown)).toBe(boardHash(client.sync.replica.board))
      }
    })
  })
})

test('clients that crash and come back from storage lose nothing that was stored, and send nothing twice', () => {
  forSeeds(100, (seed) => expectNothingLost(converge(seed, { crashes: true, lostLogs: false })))
})

test('a log that loses its end gets back what its clients still have', () => {
  forSeeds(100, (seed) => expectNothingLost(converge(seed, { crashes: false, lostLogs: true })))
})

test('crashes of clients and of the log together lose nothing', () => {
  forSeeds(100, (seed) => expectNothingLost(converge(seed, { crashes: true, lostLogs: true })))
})
