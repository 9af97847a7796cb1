import type {
  BoardSettings,
  BoardView,
  Change,
  Element,
  ElementId,
  Operation,
  PageElement,
} from '@drawbridge/board'
import { boardHash } from '@drawbridge/board'
import type { Role } from '@drawbridge/protocol'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { Address, Transport } from './connection.ts'
import { Connection } from './connection.ts'
import type { BoardStatus } from './core/status.ts'
import type { StoredChanges } from './core/stored.ts'
import type { AppliedEntry } from './core/sync.ts'
import { Sync } from './core/sync.ts'
import { Couriers } from './couriers.ts'
import type { Emitter } from './emitter.ts'
import { BoardFiles } from './files/board-files.ts'
import type { FileSupport } from './files/file-storage.ts'
import { FileServer } from './files/file-server.ts'
import { fetchSnapshot } from './http.ts'
import type { TimerHandle } from './platform.ts'
import { after, cancel, now, randomClientKey } from './platform.ts'
import { Presence } from './presence.ts'
import type { BoardStorage, HeldClient, StoredView } from './storage.ts'
import { ClientReplaced } from './storage.ts'

export interface OpenBoardOptions {
  /** The server's address, like `http://localhost:3000`. */
  readonly url: string
  readonly boardId: string
  /** From a link, or from `createBoard`; decides the role. */
  readonly key: string
  /** What the others see. */
  readonly name?: string
  /** How long to try before giving up, in milliseconds; 15 s if left out. */
  readonly timeout?: number
  /** Resolve before a large board is here: once it is known to be there. `status.opened` tells how much of it has come. */
  readonly partly?: boolean
  /** WebSocket first and long-polling where that is blocked, if left out. */
  readonly transports?: readonly Transport[]
  /**
   * Where entries are kept until the log has them, so that they outlive this client; without it they live and die with
   * it. `@drawbridge/client/browser` has one for browsers.
   */
  readonly storage?: BoardStorage
  /** Where files are kept, and how they are sent; without it they are kept in memory. */
  readonly files?: FileSupport
  /**
   * The secret that this client counts its entries under, see `clientIdOf`; a random one if left out, or the one that
   * `storage` has. Never give two live clients the same one: for tests that bring a client back.
   */
  readonly clientKey?: string
}

export interface BoardEvents {
  /** What became of elements, whoever did it. */
  change: readonly Change[]
  status: BoardStatus
  presence: undefined
  /** Everything that was submitted here up to the entry `n` is stored. */
  acknowledged: { readonly n: number }
  /** An entry of the log, by whomever, was applied here. What a snapshot holds comes without. */
  entry: AppliedEntry
  /** The board here became that of the log at `seq` at once: a snapshot came, or with 0 everything comes again. */
  replaced: { readonly seq: number }
  /** A file was sent, or more of it was: see `BoardFiles.progress`. */
  file: { readonly file: string }
  /** Something failed that the person should know; what was drawn is still here unless the message says otherwise. */
  error: DrawbridgeError
}

/** An identity in storage that this client holds, and what the storage knows of the board. */
export interface Kept {
  readonly storage: BoardStorage
  readonly held: HeldClient
  readonly view: StoredView
}

/** One board kept in step with its log; made by `openBoard`. */
export class BoardClient implements BoardView {
  readonly boardId: string
  readonly presence: Presence
  readonly files: BoardFiles
  readonly #emitter: Emitter<BoardEvents>
  readonly #held: HeldClient | undefined
  readonly #couriers: Couriers | undefined
  readonly #sync: Sync
  readonly #connection: Connection
  #timer: TimerHandle | undefined
  #closed = false
  /** Snapshots that were asked for: what comes of an earlier one is of no use. */
  #fetches = 0
  readonly #savedWaiters: { resolve: () => void; reject: (error: DrawbridgeError) => void }[] = []

  /** Use `openBoard`. */
  constructor(options: OpenBoardOptions, emitter: Emitter<BoardEvents>, kept: Kept | undefined) {
    const url = options.url.replace(/\/+$/, '')
    this.boardId = options.boardId
    this.#emitter = emitter
    this.#held = kept?.held
    const address: Address = {
      url,
      boardId: options.boardId,
      key: options.key,
      name: options.name,
      transports: options.transports ?? ['websocket', 'polling'],
    }
    this.#couriers = kept && new Couriers(kept.storage, address, (error) => emitter.emit('error', error))
    this.#connection = new Connection(
      address,
      kept?.held.clientKey ?? options.clientKey ?? randomClientKey(),
      () => this.#sync.have,
      {
        connecting: () => this.#sync.connecting(),
        down: () => {
          this.presence.disconnected()
          this.#sync.disconnected()
        },
        welcome: (welcome) => {
          this.#sync.welcomed(welcome)
          this.presence.connected(welcome.clientId)
          this.#learnTitle()
        },
        batches: (texts) => this.#sync.batchesArrived(...texts),
        head: (epoch, seq, mark) => this.#sync.headAnnounced(epoch, seq, mark),
        presence: (update) => this.presence.received(update),
        pace: (milliseconds) => this.#sync.paced(milliseconds),
        growthAnswered: (first, reply) => this.#sync.growthAnswered(first, reply),
        verify: () => this.#sync.verify(),
        refused: (error) => {
          this.#sync.disconnected()
          this.#emitter.emit('error', error)
        },
        attemptFailed: () => undefined,
      },
    )
    this.presence = new Presence(
      (state, isCursorOnly) => this.#connection.sendPresence(state, isCursorOnly),
      () => this.#emitter.emit('presence', undefined),
    )
    this.files = new BoardFiles(
      this.boardId,
      new FileServer(address, options.files?.upload),
      options.files?.storage,
      () => this.#sync.limits.fileBytes,
      {
        progressed: (file) => emitter.emit('file', { file }),
        waitingChanged: () => this.#statusChanged(),
        failed: (error) => emitter.emit('error', error),
      },
    )
    this.#sync = new Sync(
      now,
      {
        submit: (packet) => {
          this.#connection.submit(packet, (reply) => this.#sync.submitAnswered(packet, reply))
        },
        read: (seq, mark) => {
          this.#connection.read(seq, mark, (reply) => this.#sync.readAnswered(reply))
        },
        fetchSnapshot: (seq) => void this.#fetchSnapshot(url, seq),
        persist: (changes) => void this.#persist(changes),
        wakeAt: (time) => {
          cancel(this.#timer)
          this.#timer = after(time - now(), () => this.#sync.wake())
        },
        reconnect: () => this.#connection.reconnect(),
      },
      {
        changed: (changes) => this.#emitter.emit('change', changes),
        statusChanged: (status) => {
          this.#statusChanged()
          const isOnline = status.connection === 'live'
          this.#couriers?.setOnline(isOnline)
          this.files.setOnline(isOnline, !status.readOnly)
        },
        acknowledged: (n) => this.#emitter.emit('acknowledged', { n }),
        entryApplied: (entry) => this.#emitter.emit('entry', entry),
        replaced: (seq) => this.#emitter.emit('replaced', { seq }),
        failed: (error) => this.#emitter.emit('error', error),
      },
      kept && { client: kept.held.stored, ...kept.view },
    )
    this.#connection.open()
  }

  get revision(): number {
    return this.#sync.replica.board.revision
  }

  /** Every element, bottom first, own unsaved work included. Do not keep the array. */
  get elements(): readonly Element[] {
    return this.#sync.replica.board.elements
  }

  get pages(): readonly PageElement[] {
    return this.#sync.replica.board.pages
  }

  page(id: ElementId | ''): readonly Element[] {
    return this.#sync.replica.board.page(id)
  }

  linesBoundTo(id: ElementId): Iterable<ElementId> {
    return this.#sync.replica.board.linesBoundTo(id)
  }

  touching(box: BoardView['extent']): readonly Element[] {
    return this.#sync.replica.board.touching(box)
  }

  isTouched(box: BoardView['extent']): boolean {
    return this.#sync.replica.board.isTouched(box)
  }

  get extent(): BoardView['extent'] {
    return this.#sync.replica.board.extent
  }

  get linked(): Iterable<ElementId> {
    return this.#sync.replica.board.linked
  }

  get settings(): BoardSettings {
    return this.#sync.replica.board.settings
  }

  get(id: ElementId): Element | undefined {
    return this.#sync.replica.board.get(id)
  }

  get title(): string {
    return this.#sync.title
  }

  /** The seq of the last entry of the log that is applied here. */
  get seq(): number {
    return this.#sync.replica.seq
  }

  get role(): Role {
    return this.#sync.role
  }

  /** This connection's id in entries and presence. */
  get clientId(): string {
    return this.#sync.clientId
  }

  /** How many of its entries are neither in the log nor in storage that outlives this client. */
  get unstored(): number {
    return this.#sync.unstored
  }

  get status(): BoardStatus {
    const { waiting, durable } = this.files
    const status = this.#sync.status
    return { ...status, durable: status.durable && durable, filesWaiting: waiting }
  }

  get canUndo(): boolean {
    return this.#sync.history.canUndo
  }

  get canRedo(): boolean {
    return this.#sync.history.canRedo
  }

  /** See `boardHash`. */
  hash(): string {
    return boardHash(this.#sync.replica.board)
  }

  /**
   * Applies operations at once and sends them to the log. Returns the n of their entry.
   * Throws READ_ONLY for viewers and INVALID_ENTRY for values that are not allowed; then nothing is applied.
   * @param options.step entries submitted in a row with the same step are undone together
   * @param options.forget these operations take back what the step did: nothing of it is left to undo or redo
   */
  submit(
    operations: readonly Operation[],
    options: { readonly step?: string; readonly forget?: boolean } = {},
  ): number {
    const n = this.#sync.submit(operations, 'edit', options.step)
    if (options.forget && options.step !== undefined) this.#sync.history.forgetStep(options.step)
    return n
  }

  /** Resolves when everything submitted so far is stored, with its files; rejects when the board is closed before that. */
  saved(): Promise<void> {
    if (this.#isSaved) return Promise.resolve()
    if (this.#closed) return Promise.reject(new DrawbridgeError('UNREACHABLE', closedWithWork))
    return new Promise((resolve, reject) => {
      this.#savedWaiters.push({ resolve, reject })
    })
  }

  /** Takes own work back, the newest gesture first. False when there is nothing to take back. */
  undo(): boolean {
    return this.#sync.undo()
  }

  redo(): boolean {
    return this.#sync.redo()
  }

  /** Tries to connect at once where it would wait before it tries again: for when the network is known to be back. */
  connectNow(): void {
    this.#connection.connectNow()
  }

  /** Returns what takes the listener off again. */
  on<Name extends keyof BoardEvents>(name: Name, listener: (payload: BoardEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener)
  }

  /**
   * Leaves the board. Work that is not saved by then is in storage, for the next client that opens the board; without
   * storage it is lost with this object.
   */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#couriers?.close()
    this.files.close()
    this.#connection.close()
    this.presence.disconnected()
    this.#sync.disconnected()
    cancel(this.#timer)
    void this.#letGo()
    for (const { reject } of this.#savedWaiters.splice(0))
      reject(new DrawbridgeError('UNREACHABLE', closedWithWork))
  }

  get #isSaved(): boolean {
    return this.#sync.isSaved && this.files.waiting === 0
  }

  #statusChanged(): void {
    this.#emitter.emit('status', this.status)
    if (this.#isSaved) for (const { resolve } of this.#savedWaiters.splice(0)) resolve()
  }

  async #persist(changes: StoredChanges): Promise<void> {
    try {
      await this.#held?.write(changes)
      if (!this.#closed) this.#sync.persisted()
    } catch (cause) {
      if (cause instanceof ClientReplaced) {
        if (this.#closed) return
        // Nothing more may be sent under this identity; its new holder sends what was stored.
        this.#sync.persistFailed(new DrawbridgeError('CLIENT_REPLACED', undefined, { cause }))
        this.close()
        return
      }
      const error = new DrawbridgeError('STORAGE_FAILED', undefined, { cause })
      if (this.#closed) this.#emitter.emit('error', error)
      else this.#sync.persistFailed(error)
    }
  }

  async #letGo(): Promise<void> {
    const rest = this.#sync.takeUnstored()
    if (rest) await this.#persist(rest)
    // Whoever holds an identity that cannot be let go is told by its next write.
    await this.#held?.release().catch(() => undefined)
  }

  #learnTitle(): void {
    const title = this.#connection.session?.title
    if (title === undefined || title === this.#sync.title) return
    this.#sync.title = title
    this.#emitter.emit('status', this.status)
  }

  async #fetchSnapshot(url: string, seq: number): Promise<void> {
    const token = this.#connection.session?.token ?? ''
    const fetch = ++this.#fetches
    const isCurrent = () => fetch === this.#fetches
    let arrived: Uint8Array | DrawbridgeError
    try {
      arrived = await fetchSnapshot(url, this.boardId, token, seq, (bytes) => {
        if (isCurrent()) this.#sync.snapshotArrived(bytes, false)
      })
    } catch (error) {
      arrived =
        error instanceof DrawbridgeError
          ? error
          : new DrawbridgeError('UNREACHABLE', undefined, { cause: error })
    }
    if (isCurrent()) this.#sync.snapshotArrived(arrived)
  }
}

const closedWithWork = 'The board was closed before everything was saved.'
