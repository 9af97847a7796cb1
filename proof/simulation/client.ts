import type { BoardView, Operation } from '@drawbridge/board'
import { boardHash, encodeBase64Url } from '@drawbridge/board'
import type { StoredBoard, StoredChanges } from '@drawbridge/client/core'
import { MemoryClient, storedBoard, Sync } from '@drawbridge/client/core'
import type { ReadReply, SubmitReply, Welcome } from '@drawbridge/protocol'
import { clientIdOf, DrawbridgeError, encodeOperations } from '@drawbridge/protocol'
import { shortForm } from '@drawbridge/protocol/parser'
import type { ClientHistory, HistoryEvent, Random, VirtualTime } from '@drawbridge/testkit'
import type { Instance } from './instance.ts'
import { SimulatedConnection } from './network.ts'

/** Milliseconds. */
const slowestConnect = 60
const slowestReturn = 400
const slowestWrite = 6
const brokenFetches = 0.1
const slowestFetch = 60

export interface ClientSurroundings {
  readonly time: VirtualTime
  readonly random: Random
  readonly board: string
  /** Those that run now. */
  instances(): readonly Instance[]
}

/** A person's client: the real core, between a simulated network and, if it has one, a simulated storage. */
export class SimulatedClient {
  readonly name: string
  readonly events: HistoryEvent[] = []
  readonly errors: DrawbridgeError[] = []
  readonly #in: ClientSurroundings
  readonly #hasStorage: boolean
  readonly #stored = new MemoryClient()
  #storedBoard: StoredBoard | undefined
  #sync: Sync
  /** Of this life: what an earlier one asked for concerns nobody. */
  #life = 0
  #connection: SimulatedConnection | undefined
  #connections = 0
  #isAwake = true
  #newest = 0
  #cancelWake = () => {}

  constructor(name: string, hasStorage: boolean, surroundings: ClientSurroundings) {
    this.name = name
    this.#hasStorage = hasStorage
    this.#in = surroundings
    this.#sync = this.#begin()
  }

  get id(): string {
    return clientIdOf(this.name)
  }

  get isIdle(): boolean {
    return this.#isAwake && this.#sync.isSaved && this.#sync.status.connection === 'live'
  }

  get hasStorage(): boolean {
    return this.#hasStorage
  }

  get board(): BoardView {
    return this.#sync.replica.board
  }

  /** For a message. */
  get state(): string {
    const { status, replica } = this.#sync
    return `${this.name}: ${JSON.stringify({ awake: this.#isAwake, ...status, seq: replica.seq, hash: this.hash() })}`
  }

  hash(): string {
    return boardHash(this.#sync.replica.board)
  }

  history(): ClientHistory {
    return { name: this.name, client: this.id, events: this.events, hash: this.hash() }
  }

  submit(operations: readonly Operation[]): void {
    if (!this.#isAwake) return
    // Before it is done: what it causes is recorded after it.
    this.#record(encodeBase64Url(encodeOperations(operations)))
    this.#newest = this.#sync.submit(operations)
  }

  undo(): boolean {
    return this.#isAwake && this.#sync.history.canUndo && this.#takeBack(() => this.#sync.undo())
  }

  redo(): boolean {
    return this.#isAwake && this.#sync.history.canRedo && this.#takeBack(() => this.#sync.redo())
  }

  connect(): void {
    if (!this.#isAwake || this.#connection) return
    const { time, random, instances } = this.#in
    const connection = new SimulatedConnection(
      time,
      random,
      `${this.name}/${++this.#connections}`,
      (event, values) => {
        if (this.#connection === connection) this.#receive(event, values)
      },
      () => this.#lost(connection),
    )
    this.#connection = connection
    this.#sync.connecting()
    time.after(random() * slowestConnect, () => {
      if (this.#connection !== connection) return
      const running = instances()
      const instance = running[Math.floor(random() * running.length)]
      if (instance)
        instance.accept(connection.server, { client: this.id, role: 'editor', have: this.#sync.have })
      else connection.drop('server')
    })
  }

  dropConnection(): void {
    this.#connection?.drop('client')
  }

  /** The process ends without warning; what its storage has committed is there when it begins anew. */
  crash(): void {
    if (!this.#isAwake || !this.#hasStorage) return
    this.#isAwake = false
    this.#life++
    this.#cancelWake()
    const connection = this.#connection
    this.#connection = undefined
    connection?.drop('client')
    this.#in.time.after(this.#in.random() * slowestReturn, () => this.wake())
  }

  wake(): void {
    if (this.#isAwake) return
    this.#isAwake = true
    this.events.push({ type: 'restarted' })
    this.#sync = this.#begin()
    const newest = this.#stored.stored()
    this.#newest = Math.max(newest.acknowledged, newest.entries.at(-1)?.n ?? 0)
    this.connect()
  }

  #begin(): Sync {
    const life = this.#life
    const current = () => life === this.#life
    const restored = { client: this.#stored.stored(), board: this.#storedBoard, traits: undefined }
    return new Sync(
      () => this.#in.time.now,
      {
        submit: (packet) => {
          if (packet.growth !== undefined) this.#emit('g', packet.growth)
          else
            this.#emit('submit', packet.first, packet.entries, (reply: SubmitReply) =>
              this.#sync.submitAnswered(packet, reply),
            )
        },
        read: (after, mark) =>
          this.#emit('read', after, mark, (reply: ReadReply) => this.#sync.readAnswered(reply)),
        fetchSnapshot: (seq) => this.#fetchSnapshot(seq),
        persist: (changes) => this.#persist(changes, current),
        wakeAt: (time) => {
          this.#cancelWake()
          this.#cancelWake = this.#in.time.after(time - this.#in.time.now, () => {
            if (current()) this.#sync.wake()
          })
        },
        reconnect: () => this.dropConnection(),
      },
      {
        changed: () => undefined,
        statusChanged: () => undefined,
        acknowledged: (n) => this.events.push({ type: 'acknowledged', n }),
        entryApplied: ({ seq, client, n }) => this.events.push({ type: 'applied', seq, client, n }),
        replaced: (seq) => this.events.push({ type: 'replaced', seq }),
        failed: (error) => this.errors.push(error),
      },
      this.#hasStorage ? restored : undefined,
      // So little at a time that everything else comes in between.
      { milliseconds: 0, elements: 2 },
    )
  }

  #takeBack(take: () => boolean): boolean {
    const done = take()
    if (done) {
      this.#record(undefined)
      this.#newest++
    }
    return done
  }

  #record(content: string | undefined): void {
    this.events.push({ type: 'submitted', n: this.#newest + 1, content })
  }

  #emit(event: string, ...values: unknown[]): void {
    this.#connection?.emit(event, ...values)
  }

  #receive(event: string, values: readonly unknown[]): void {
    const sync = this.#sync
    if (event === 'welcome') sync.welcomed(values[0] as Welcome)
    else if (event === shortForm.l) sync.batchesArrived(...(values as string[]))
    else if (event === 'head')
      sync.headAnnounced(values[0] as string, values[1] as number, values[2] as string)
    else if (event === 'answer') sync.growthAnswered(values[0] as number, values[1] as SubmitReply)
    else if (event === 'pace') sync.paced(values[0] as number)
    else if (event === 'verify') (values[0] as (held: unknown) => void)(sync.verify())
    else if (event !== 'presence') throw new Error(`the server sent ${event}`)
  }

  #lost(connection: SimulatedConnection): void {
    if (this.#connection !== connection) return
    this.#connection = undefined
    this.#sync.disconnected()
    this.#in.time.after(this.#in.random() * slowestReturn, () => this.connect())
  }

  #fetchSnapshot(seq: number): void {
    const connection = this.#connection
    const { time, random, instances, board } = this.#in
    const answer = (result: Uint8Array | DrawbridgeError) => {
      const wait = random() * slowestFetch
      const arrives = (bytes: Uint8Array | DrawbridgeError, isWhole: boolean, share: number) =>
        time.after(wait * share, () => {
          if (this.#connection === connection) this.#sync.snapshotArrived(bytes, isWhole)
        })
      if (result instanceof Uint8Array) {
        const share = random()
        arrives(result.subarray(0, Math.floor(result.length * share)), false, share)
      }
      // A line may break halfway.
      const isBroken = random() < brokenFetches
      arrives(isBroken ? new DrawbridgeError('UNREACHABLE') : result, true, 1)
    }
    const running = instances()
    const instance = running[Math.floor(random() * running.length)]
    if (!instance) {
      answer(new DrawbridgeError('UNREACHABLE'))
      return
    }
    instance.log.snapshot(board).then(
      (snapshot) =>
        answer(snapshot?.seq === seq ? snapshot.bytes : new DrawbridgeError('SNAPSHOT_NOT_FOUND')),
      (error: unknown) => answer(error as DrawbridgeError),
    )
  }

  #persist(changes: StoredChanges, current: () => boolean): void {
    const { time, random } = this.#in
    time.after(random() * slowestWrite, () => {
      // A crash takes what is not committed yet.
      if (!current()) return
      this.#stored.write(changes)
      if (changes.board) this.#storedBoard = storedBoard(changes.board.stored)
      time.after(random() * slowestWrite, () => {
        if (current()) this.#sync.persisted()
      })
    })
  }
}
