import type { Change, Operation } from '@drawbridge/board'
import { badOperation } from '@drawbridge/board'
import type {
  ErrorCode,
  Held,
  Limits,
  Link,
  LiveBatch,
  ReadReply,
  ReceivedEntry,
  Role,
  SubmitReply,
  Welcome,
} from '@drawbridge/protocol'
import {
  Chains,
  composeGrowth,
  defaultLimits,
  DrawbridgeError,
  encodeOperations,
  errors,
  linkAfter,
  markOf,
  mayEdit,
  parseBatch,
  preferredEntryBytes,
  SnapshotReader,
} from '@drawbridge/protocol'
import { Arrivals } from './arrivals.ts'
import { BoardCopies } from './board-copies.ts'
import { Journal } from './journal.ts'
import { Marks } from './marks.ts'
import type { Slice } from './opening.ts'
import { Opening, sliceOf, usualSlice } from './opening.ts'
import type { Packet } from './outbox.ts'
import { answerDeadline, maxPacketCharacters, Outbox } from './outbox.ts'
import { Replica } from './replica.ts'
import type { ConnectionState, SyncStatus } from './status.ts'
import type { BoardTraits, StoredBoard, StoredChanges, StoredClient } from './stored.ts'
import type { EntryOrigin } from './undo-history.ts'
import { UndoHistory } from './undo-history.ts'

/** What the core asks of the world. Answers come back as calls of the core's methods, on the same connection only. */
export interface Requests {
  submit(packet: Packet): void
  /** @param mark of the entry at `after`, as it is here */
  read(after: number, mark: string): void
  fetchSnapshot(seq: number): void
  /** Call `wake` at this time, by the clock that the core was given; a later call replaces an earlier one. */
  wakeAt(time: number): void
  /** Store this; `persisted` or `persistFailed` answers. Asked for one at a time, and only of a core that was restored. */
  persist(changes: StoredChanges): void
  /** Drop the connection and make a new one: what the server said cannot be continued. */
  reconnect(): void
}

/** Which entry of the log was applied: by its place there, and by who submitted it as which of their own. */
export interface AppliedEntry {
  readonly seq: number
  readonly client: string
  readonly n: number
  /** What became of the board here; nothing for an own entry, which was seen when it was submitted. */
  readonly changes: readonly Change[]
}

/** What the core tells whoever shows the board. */
export interface Reports {
  changed(changes: readonly Change[]): void
  statusChanged(status: SyncStatus): void
  /** Everything of ours up to this n is in the log. */
  acknowledged(n: number): void
  /** An entry of the log was applied here; told after the changes that came of it. */
  entryApplied(entry: AppliedEntry): void
  /** The board here became that of the log at `seq` at once, by a snapshot, or with 0 to begin anew; told after the changes. */
  replaced(seq: number): void
  failed(error: DrawbridgeError): void
}

/** What was sent and is not answered. */
interface InFlight {
  readonly packet: Packet
  readonly sentAt: number
  /** What was acknowledged then. */
  readonly acknowledged: number
}

/** What an earlier life of this client has left in storage; a new client has left nothing. */
export interface Restored {
  readonly client: StoredClient
  readonly board: StoredBoard | undefined
  readonly traits: BoardTraits | undefined
}

/** One message a frame, so that a burst of small entries costs the server one message. */
const defaultPace = 16
/** Whatever a server asks for. Milliseconds. */
const fastestPace = 8
const slowestPace = 1000
/** Fan-out over several instances reorders; a hole that stays this long is a real one. Milliseconds. */
const holeGrace = 80
const maxInFlight = 16
/** Entries of one growth, and its characters: what a hand does between two messages, and some more. */
const mostGrown = 32
const mostGrowthCharacters = 1024
const minRetryDelay = 250
const maxRetryDelay = 5_000
/** A head below ours for longer than this is not just one that was read before our last entries came. Milliseconds. */
const lowHeadGrace = 1_000
/** What no entry waits for is stored at the latest after this, with whatever else there is. Milliseconds. */
const lazyWrite = 1_000
/** What a write takes, with some to spare. Milliseconds. */
const writeTakes = 30
/** However rarely entries leave, they wait no longer than this for a write; who is to send as rarely is alone. Milliseconds. */
const longestGathering = 100
/** So many times at most it is told how far a board is opened. */
const openingSteps = 20
/** The board is copied for storage only when the hand has rested for this long. Milliseconds. */
const handRest = 500

/**
 * Keeps one replica in step with its log: no sockets, timers or clocks, so that a simulation can drive it.
 * Every event changes state and ends in `#evaluate`, which alone decides what to ask for next.
 *
 * Invariants:
 * 1. Entries are applied strictly in seq order, each once.
 * 2. Own entries are sent in order of `n`; after a refusal or a lost answer sending starts again at the first one that
 *    is not acknowledged, with the same contents, and the log drops what it has.
 * 3. Nothing leaves the outbox before the log is known to have it.
 * 4. Where there is storage, an entry is sent only after it is stored: whatever crashes, its number stands for one content.
 * 5. Nothing is confirmed while the board is being filled from a snapshot: what comes meanwhile waits.
 */
export class Sync {
  readonly replica = new Replica()
  readonly #journal = new Journal()
  readonly history = new UndoHistory(this.#journal)
  readonly #outbox = new Outbox()
  readonly #arrivals = new Arrivals()
  readonly #now: () => number
  readonly #requests: Requests
  readonly #reports: Reports
  readonly #slice: Slice

  #clientId = ''
  /** Undefined until a server, now or in an earlier life, has said it. */
  #role: Role | undefined
  #title = ''
  #epoch = ''
  #limits: Limits = defaultLimits
  #connection: ConnectionState = 'offline'
  #logAvailable = true
  #status: SyncStatus | undefined

  readonly #marks = new Marks()
  /** Of the entries up to where the replica is. */
  readonly #chains = new Chains()
  /** How far the log is known to go. */
  #head = 0
  /** As the last welcome said. */
  #headMark = { seq: 0, mark: '' }
  /** Until the replica reaches `head`, entries of ours up to `last` may be in a snapshot without our seeing them come. */
  #settle: { readonly head: number; readonly last: number } | undefined
  /** Where to start from when the board here cannot be continued. */
  #snapshotWanted = 0
  #fetching = false
  /** Entries that are here wait for their turn since then: what was applied before them took as long as it may. */
  #arrivalsDue: number | undefined
  #opening: Opening | undefined
  #readSince: number | undefined
  #holeSince: number | undefined
  /** A head that was announced was below what we had then. */
  #lowHead: { readonly since: number; readonly seq: number } | undefined

  #nextToSend = 1
  readonly #inFlight = new Map<number, InFlight>()
  /** Of the last entry sent over this connection, where what comes next may refer to it. */
  #sentLink: Link | undefined
  /** Something went wrong on the way: wait for the answers under way, then start again at the first unacknowledged. */
  #sendAgain = false
  #lastSent = -Infinity
  /** Whether the last packet did not hold all that there was to send. */
  #hasMore = false
  /** Shortest time between two messages. Milliseconds. */
  #pace = defaultPace
  #mayAskAt = -Infinity
  #retryDelay = minRetryDelay
  /** Entries up to this n may have been sent in an earlier life, with the contents that we know. */
  #restoredTo = 0
  #wasWelcomed = false

  #storage: 'none' | 'works' | 'failed' = 'none'
  /** Entries up to this n are stored. */
  #persistedTo = 0
  /** Undefined when what is being written is out of date: numbers have changed their meaning since. */
  #writing: { readonly upTo: number | undefined } | undefined
  #dirtySince: number | undefined
  #traitsChanged = false
  readonly #copies = new BoardCopies()
  #lastSubmit = -Infinity

  /**
   * @param now milliseconds, by any clock that never goes back
   * @param restored where there is storage: what it holds of this client
   * @param slice how much of a large board is read or written at a time
   */
  constructor(
    now: () => number,
    requests: Requests,
    reports: Reports,
    restored?: Restored,
    slice: Slice = usualSlice,
  ) {
    this.#now = now
    this.#slice = slice
    this.#requests = requests
    this.#reports = reports
    if (restored) this.#restore(restored)
  }

  #restore({ client, board, traits }: Restored): void {
    this.#storage = 'works'
    this.#role = traits?.role
    this.#title = traits?.title ?? ''
    this.#outbox.restore(client)
    this.history.restore(client)
    this.#restoredTo = this.#persistedTo = this.#outbox.newest
    let inBoard = 0
    const opened = board && SnapshotReader.open(board.bytes)
    if (board && opened?.ok && opened.value.seq === board.seq) {
      const { epoch, seq, mark } = board
      this.#epoch = epoch
      this.#copies.restored(epoch, seq)
      this.#marks.set(seq, mark)
      this.#opening = new Opening(opened.value, { epoch, mark, isFromStorage: true }, this.#now())
      this.replica.beginFill(opened.value.settings, seq)
      const { own } = client
      // What another tab has stored since may hold more of ours. The next welcome settles it.
      if (own?.epoch === epoch && own.seq <= seq) inBoard = own.n
    }
    this.replica.replacePending(this.#outbox.after(inBoard))
    this.#readOn()
    if (this.#opening?.due !== undefined) this.#requests.wakeAt(this.#opening.due)
  }

  /** `viewer` until it is known. */
  get role(): Role {
    return this.#role ?? 'viewer'
  }

  /** As the server said, or as an earlier life knew it; empty until then. */
  get title(): string {
    return this.#title
  }

  set title(title: string) {
    if (title === this.#title) return
    this.#title = title
    this.#traitsDiffer()
    this.#evaluate()
  }

  get clientId(): string {
    return this.#clientId
  }

  /** What a handshake says that we hold; undefined where that is nothing, or cannot be told from another log. */
  get have(): Held | undefined {
    const held = this.#held
    return held.epoch === '' || (held.seq > 0 && held.mark === '') ? undefined : held
  }

  get #held(): Held {
    const { seq, mark } = this.#opening?.isFromStorage
      ? this.#opening
      : { seq: this.replica.seq, mark: this.#marks.get(this.replica.seq) }
    return { epoch: this.#epoch, seq, mark, acknowledged: this.#outbox.acknowledged }
  }

  get limits(): Limits {
    return this.#limits
  }

  get status(): SyncStatus {
    return {
      connection: this.#connection,
      waiting: this.#outbox.unsaved,
      logAvailable: this.#logAvailable,
      readOnly: this.#role !== undefined && !mayEdit(this.#role),
      durable: this.#storage === 'works',
      opened: this.#opened,
    }
  }

  get #opened(): number {
    if (this.#opening) return Math.floor(this.#opening.share * openingSteps) / openingSteps
    return this.#snapshotWanted > 0 && this.replica.seq === 0 ? 0 : 1
  }

  /** How far the board here goes, or will once it is filled. */
  get #reach(): number {
    return this.#opening?.seq ?? this.replica.seq
  }

  /** How many entries would be lost if this client ended now. */
  get unstored(): number {
    const { newest, acknowledged, unsaved } = this.#outbox
    return this.#storage === 'works' ? newest - Math.max(acknowledged, this.#persistedTo) : unsaved
  }

  get isSaved(): boolean {
    return this.#outbox.unsaved === 0
  }

  /**
   * Applies operations here at once and queues them for the log. Returns the n of their entry (of the last one, where
   * they are too many for one entry). Throws READ_ONLY for viewers, and INVALID_ENTRY, with nothing applied, for what no
   * log would take: it might not survive the wire as it is, and this replica would differ from all others.
   */
  submit(operations: readonly Operation[], origin: EntryOrigin = 'edit', step?: string): number {
    if (this.status.readOnly) throw new DrawbridgeError('READ_ONLY')
    for (const operation of operations) {
      const reason = badOperation(operation)
      if (reason !== undefined) throw new DrawbridgeError('INVALID_ENTRY', `${operation.type}: ${reason}`)
    }
    this.#lastSubmit = this.#now()
    for (const part of inEntries(operations)) this.#submitEntry(part.operations, part.encoded, origin, step)
    this.#evaluate()
    return this.#outbox.newest
  }

  #submitEntry(
    operations: readonly Operation[],
    encoded: Uint8Array,
    origin: EntryOrigin,
    step: string | undefined,
  ): void {
    const n = this.#outbox.add(operations, encoded)
    const { changes, inverse } = this.replica.submit({ n, operations })
    this.history.record(n, inverse, origin, step)
    this.#journal.entry(n)
    this.#report(changes)
  }

  undo(): boolean {
    return this.#takeBack('undo')
  }

  redo(): boolean {
    return this.#takeBack('redo')
  }

  #takeBack(origin: 'undo' | 'redo'): boolean {
    if (this.status.readOnly) return false
    const operations = origin === 'undo' ? this.history.takeUndo() : this.history.takeRedo()
    if (!operations) return false
    this.submit(operations, origin, `${origin} ${this.#outbox.newest}`)
    return true
  }

  connecting(): void {
    this.#connection = 'connecting'
    this.#evaluate()
  }

  welcomed(welcome: Welcome): void {
    this.#clientId = welcome.clientId
    if (this.#role !== welcome.role) {
      this.#role = welcome.role
      this.#traitsDiffer()
    }
    this.#limits = welcome.limits
    this.paced(welcome.pace ?? defaultPace)
    this.#connection = 'catching-up'
    this.#head = welcome.head
    this.#forgetRequests()
    this.#dropUnverified()
    if (!welcome.continues) {
      this.#marks.clear()
      this.#chains.clear()
      // The first welcome finds an empty replica: that is seq 0 of every log.
      if (this.#epoch !== '') {
        this.#opening = undefined
        this.#copies.abandon()
        this.replica.startOver()
        this.#reports.replaced(0)
      }
      this.#epoch = welcome.epoch
    }
    this.#compareCounters(welcome.last)
    this.#nextToSend = this.#outbox.acknowledged + 1
    this.#settle = { head: welcome.head, last: welcome.last }
    const { tail } = welcome
    const reach = this.#reach
    if (tail) this.#arrivals.add(tail.base, tail.entries, reach)
    const reaches = tail !== undefined && tail.base <= reach + 1
    this.#snapshotWanted = !reaches && welcome.snapshot > reach ? welcome.snapshot : 0
    this.#headMark = { seq: welcome.head, mark: welcome.mark }
    if (!mayEdit(welcome.role)) this.#refuseAll()
    this.#evaluate()
  }

  /** For the server, to submit more often than this is of no use. Milliseconds. */
  paced(milliseconds: number): void {
    this.#pace = Math.min(slowestPace, Math.max(fastestPace, milliseconds))
  }

  disconnected(): void {
    this.#connection = 'offline'
    this.#forgetRequests()
    this.#evaluate()
  }

  /** @param texts live batches, in the order of the log */
  batchesArrived(...texts: readonly string[]): void {
    for (const text of texts) {
      const batch = parseBatch(text)
      if (!batch.ok || this.#contradicts(batch.value)) {
        this.#requests.reconnect()
        return
      }
      const { base, count } = batch.value
      this.#arrivals.addLive(batch.value, this.replica.seq)
      this.#head = Math.max(this.#head, base + count - 1)
    }
    this.#evaluate()
  }

  /** The log may not be the one that entries came from that wait for their turn. Returns what is held for certain. */
  verify(): Held {
    this.#snapshotWanted = this.#dropUnverified() ?? this.#snapshotWanted
    this.#arrivals.clear()
    // It may go less far than was known: asking for what it has lost would never end.
    this.#head = this.#reach
    return this.#held
  }

  /** Whether these are of another log than the one that is here. */
  #contradicts({ groups }: LiveBatch): boolean {
    return groups.some(({ seq, parts }) =>
      parts.some((part, i) => part.type === 'record' && this.#marks.contradict(seq + i, markOf(part.text))),
    )
  }

  headAnnounced(epoch: string, seq: number, mark: string): void {
    if (this.#connection === 'offline' || this.#epoch === '') return
    if (epoch !== this.#epoch || this.#marks.contradict(seq, mark) || this.#staysLow(seq)) {
      this.#requests.reconnect()
      return
    }
    this.#head = Math.max(this.#head, seq)
    this.#evaluate()
  }

  /** A lower head may have been read before entries came that we have by now, but not for long. */
  #staysLow(head: number): boolean {
    const { seq } = this.replica
    if (head >= seq) {
      this.#lowHead = undefined
      return false
    }
    this.#lowHead ??= { since: this.#now(), seq }
    return head < this.#lowHead.seq && this.#now() - this.#lowHead.since >= lowHeadGrace
  }

  submitAnswered(packet: Packet, reply: SubmitReply): void {
    const known = this.#inFlight.get(packet.first)?.acknowledged ?? 0
    this.#inFlight.delete(packet.first)
    if (reply.ok && reply.last < known) {
      // The log has lost what it had when this was sent: the next welcome says how much.
      this.#requests.reconnect()
      return
    }
    if (reply.ok) {
      this.#logAvailable = true
      this.#retryDelay = minRetryDelay
      this.#acknowledge(reply.last)
      if (reply.last < packet.first + packet.entries.length - 1) this.#sendAgain = true
    } else {
      this.#sendAgain = true
      this.#submitFailed(packet, reply.error.code, reply.error.message, reply.error.retryAfter, reply.at)
    }
    this.#evaluate()
  }

  /** A growth was not stored, or not all of it; of what was stored the live entries tell. @param first of its entries */
  growthAnswered(first: number, reply: SubmitReply): void {
    const packet = this.#inFlight.get(first)?.packet
    if (packet?.growth !== undefined) this.submitAnswered(packet, reply)
  }

  readAnswered(reply: ReadReply): void {
    this.#readSince = undefined
    if (!reply.ok && reply.error.code !== 'LOG_REPLACED')
      this.#later(reply.error.code, reply.error.retryAfter)
    else if (!reply.ok || reply.epoch !== this.#epoch) {
      this.#requests.reconnect()
      return
    } else {
      this.#logAvailable = true
      this.#retryDelay = minRetryDelay
      this.#head = Math.max(this.#head, reply.head)
      this.#arrivals.add(reply.base, reply.entries, this.replica.seq)
    }
    this.#evaluate()
  }

  /**
   * @param bytes of the snapshot, from its beginning, or the error that came instead of the rest
   * @param isWhole whether these are all; if not, the next call has more
   */
  snapshotArrived(bytes: Uint8Array | DrawbridgeError, isWhole = true): void {
    // Asked for over a connection that is lost: the log may be another by now.
    if (!this.#fetching) return
    if (isWhole) this.#fetching = false
    if (bytes instanceof DrawbridgeError) {
      // Another snapshot has taken its place: the next welcome names it.
      if (bytes.code === 'SNAPSHOT_NOT_FOUND') {
        this.#requests.reconnect()
        return
      }
      this.#snapshotWanted = this.#dropUnverified() ?? this.#snapshotWanted
      this.#later(bytes.code, bytes.retryAfter)
    } else if (this.#opening?.isFromStorage === false) {
      // Read in a task of its own: many pieces may come in one.
      this.#opening.extend(bytes, isWhole, this.#now())
    } else this.#openSnapshot(bytes, isWhole)
    this.#evaluate()
  }

  #openSnapshot(bytes: Uint8Array, isWhole: boolean): void {
    const opened = SnapshotReader.open(bytes, isWhole)
    // Not even its beginning may be there.
    if (!opened.ok && !isWhole) return
    this.#snapshotWanted = 0
    if (!opened.ok) {
      this.#snapshotIsBroken(opened.reason)
      return
    }
    const { seq, settings } = opened.value
    const mark = this.#headMark.seq === seq ? this.#headMark.mark : ''
    this.#opening = new Opening(opened.value, { epoch: this.#epoch, mark, isFromStorage: false }, this.#now())
    this.#report(this.replica.beginFill(settings, seq))
    this.#readOn()
  }

  /** A snapshot that came over another connection may be of a log that is no more. Returns its seq. */
  #dropUnverified(): number | undefined {
    const opening = this.#opening
    if (!opening || opening.isFromStorage) return undefined
    this.#opening = undefined
    this.replica.abandonFill()
    return opening.seq
  }

  #snapshotIsBroken(reason: string): void {
    this.#reports.failed(new DrawbridgeError('INTERNAL', `The snapshot is broken: ${reason}.`))
  }

  /** Reads one slice of the snapshot that is being opened. */
  #readOn(): void {
    const opening = this.#opening
    if (!opening || opening.reader.isStarved) return
    const read = opening.read(this.#now, this.#slice)
    if (!read.ok) {
      this.#giveUpOpening(opening, read.reason)
      return
    }
    this.#report(this.replica.fill(read.value))
    if (!opening.reader.isDone) return
    const { seq, mark } = opening
    this.#opening = undefined
    this.#report(this.replica.endFill())
    this.#arrivals.forget(seq)
    this.#marks.clear()
    this.#chains.clear()
    this.#marks.set(seq, mark)
    this.#reports.replaced(seq)
  }

  /** What is shown by then stays, until the log is folded from its beginning. */
  #giveUpOpening({ isFromStorage }: Opening, reason: string): void {
    this.#opening = undefined
    this.replica.abandonFill()
    if (!isFromStorage) {
      this.#snapshotIsBroken(reason)
      return
    }
    this.#epoch = ''
    this.#marks.clear()
    this.#chains.clear()
    this.#copies.abandon()
    this.#report(this.replica.replacePending(this.#outbox.after(0)))
    if (this.#connection !== 'offline') this.#requests.reconnect()
  }

  /** The time given to `wakeAt` has come. */
  wake(): void {
    this.#readOn()
    this.#copies.write(this.#now, this.#slice)
    this.#evaluate()
  }

  persisted(): void {
    this.#persistedTo = this.#writing?.upTo ?? this.#persistedTo
    this.#writing = undefined
    this.#evaluate()
  }

  /** Storage does not work, and is not tried again: what is drawn is sent without it. */
  persistFailed(error: DrawbridgeError): void {
    this.#writing = undefined
    this.#storage = 'failed'
    this.#reports.failed(error)
    this.#evaluate()
  }

  /** What is not stored yet, for a last write before the client goes away; undefined when there is nothing. */
  takeUnstored(): StoredChanges | undefined {
    return this.#storage === 'works' && this.#journal.isDirty ? this.#takeChanges(undefined) : undefined
  }

  #forgetRequests(): void {
    // The log may have been replaced between two connections: what came ahead of its turn is of no known log.
    this.#arrivals.clear()
    this.#inFlight.clear()
    this.#sentLink = undefined
    this.#sendAgain = false
    this.#readSince = undefined
    this.#fetching = false
    this.#holeSince = undefined
    this.#lowHead = undefined
    this.#mayAskAt = -Infinity
    this.#nextToSend = this.#outbox.acknowledged + 1
  }

  /** @param last how many entries of ours the log holds */
  #compareCounters(last: number): void {
    const outbox = this.#outbox
    if (last < outbox.acknowledged) {
      const kept = outbox.keptFrom
      const shift = outbox.requeue(last)
      if (shift !== 0) this.#renumbered(last, kept - 1, shift)
      const inLog = this.replica.pending.filter(({ n }) => n <= last)
      this.#report(this.replica.replacePending([...inLog, ...outbox.after(last)]))
    }
    // Contents of ours that an earlier life has sent are in the log under their numbers; what this life has numbered
    // since without knowing better has to follow them.
    const sent = this.#wasWelcomed ? outbox.acknowledged : this.#restoredTo
    if (last > (this.#wasWelcomed ? outbox.newest : sent)) {
      outbox.acknowledge(sent)
      const shift = outbox.renumber(last)
      this.#renumbered(sent, sent, shift)
      const moved = this.replica.pending.map((entry) =>
        entry.n > sent ? { ...entry, n: entry.n + shift } : entry,
      )
      this.#report(this.replica.replacePending(moved))
    }
    this.#wasWelcomed = true
    this.#acknowledge(last)
  }

  /** Entries after `after` have moved by `shift`: none of them may be sent before all is stored anew. */
  #renumbered(lost: number, after: number, shift: number): void {
    this.history.renumber(lost, after, shift)
    this.#journal.replaceAll()
    this.#persistedTo = this.#outbox.acknowledged
    if (this.#writing) this.#writing = { upTo: undefined }
  }

  #submitFailed(
    packet: Packet,
    code: ErrorCode,
    message: string,
    retryAfter: number | undefined,
    at: number | undefined,
  ): void {
    if (code === 'READ_ONLY') {
      this.#role = 'viewer'
      this.#traitsDiffer()
      this.#refuseAll()
      this.#reports.failed(new DrawbridgeError(code, message))
    } else if (code === 'UNAUTHORIZED') this.#requests.reconnect()
    else if (errors[code].retry) this.#later(code, retryAfter)
    else {
      const n = packet.first + Math.min(at ?? 0, packet.entries.length - 1)
      this.#outbox.refuse(n)
      this.#journal.entry(n)
      this.history.drop(n)
      this.#report(this.replica.drop((entry) => entry.n === n))
      this.#reports.failed(new DrawbridgeError(code, message))
    }
  }

  #refuseAll(): void {
    const first = this.#outbox.acknowledged + 1
    this.#outbox.refuseAll()
    for (let n = first; n <= this.#outbox.newest; n++) {
      this.#journal.entry(n)
      this.history.drop(n)
    }
    this.#report(this.replica.drop((entry) => entry.n >= first))
  }

  #later(code: ErrorCode, retryAfter: number | undefined): void {
    if (code === 'LOG_UNAVAILABLE') this.#logAvailable = false
    this.#mayAskAt = this.#now() + (retryAfter ?? this.#retryDelay)
    if (retryAfter === undefined) this.#retryDelay = Math.min(maxRetryDelay, this.#retryDelay * 2)
  }

  #acknowledge(n: number): void {
    const before = this.#outbox.acknowledged
    this.#outbox.acknowledge(n)
    if (this.#outbox.acknowledged === before) return
    for (const [first, { packet }] of this.#inFlight) {
      const last = first + packet.entries.length - 1
      // Only what is told live: other answers come by themselves.
      if (packet.growth !== undefined && last <= this.#outbox.acknowledged) this.#inFlight.delete(first)
    }
    this.#journal.other()
    this.#reports.acknowledged(this.#outbox.acknowledged)
  }

  #traitsDiffer(): void {
    this.#traitsChanged = true
    this.#journal.other()
  }

  #report(changes: readonly Change[]): void {
    if (changes.length > 0) this.#reports.changed(changes)
  }

  #evaluate(): void {
    const now = this.#now()
    const wakes: number[] = []
    const isConnected = this.#connection === 'catching-up' || this.#connection === 'live'
    if (isConnected) {
      if (this.#snapshotWanted === 0 && !this.#opening) this.#applyArrivals(now)
      else this.#arrivalsDue = undefined
      if (this.#arrivalsDue === undefined) this.#catchUp(now, wakes)
      else wakes.push(this.#arrivalsDue)
    }
    if (this.#opening?.due !== undefined) wakes.push(this.#opening.due)
    this.#persist(now, wakes)
    if (isConnected) this.#send(now, wakes)
    if (wakes.length > 0) this.#requests.wakeAt(Math.min(...wakes))
    this.#reportStatus()
  }

  /** One write at a time: what changes meanwhile is the next. */
  #persist(now: number, wakes: number[]): void {
    if (this.#storage !== 'works') {
      this.#journal.take()
      return
    }
    if (this.#writing) return
    // While entries leave rarely, one write holds those of many frames: it begins so that none of them waits for it.
    const gathering = Math.min(this.#pace, longestGathering) - writeTakes
    const due = this.#connection === 'live' ? this.#lastSent + gathering : now
    if (this.#journal.isUrgent && now < due) {
      wakes.push(due)
      return
    }
    const board = this.#journal.isUrgent ? undefined : this.#boardToStore(now, wakes)
    if (!board && !this.#journal.isUrgent) {
      if (!this.#journal.isDirty) return
      this.#dirtySince ??= now
      if (now < this.#dirtySince + lazyWrite) {
        wakes.push(this.#dirtySince + lazyWrite)
        return
      }
    }
    this.#writing = { upTo: this.#outbox.newest }
    this.#requests.persist(this.#takeChanges(board))
  }

  #takeChanges(board: StoredChanges['board']): StoredChanges {
    const outbox = this.#outbox
    const { entries, steps, inverses, replace } = this.#journal.take()
    const numbers = replace ? outbox.after(outbox.keptFrom - 1).map(({ n }) => n) : [...entries]
    const storedSteps = [...steps].map((id) => this.history.storedStep(id) ?? id)
    const storedInverses = [...inverses].map((n) => this.history.storedInverse(n) ?? n)
    const changes: StoredChanges = {
      replace,
      entries: numbers.flatMap((n) => outbox.stored(n) ?? []),
      acknowledged: outbox.acknowledged,
      keptFrom: outbox.keptFrom,
      steps: storedSteps.filter((step) => typeof step === 'object'),
      removedSteps: storedSteps.filter((step) => typeof step === 'number'),
      inverses: storedInverses.filter((inverse) => typeof inverse === 'object'),
      removedInverses: storedInverses.filter((inverse) => typeof inverse === 'number'),
      board,
      traits:
        this.#traitsChanged && this.#role !== undefined
          ? { title: this.#title, role: this.#role }
          : undefined,
      flush: this.#connection !== 'live',
    }
    this.#dirtySince = undefined
    this.#traitsChanged = false
    return changes
  }

  /** A copy of the confirmed board, once it was time for one and it is finished. */
  #boardToStore(now: number, wakes: number[]): StoredChanges['board'] {
    const copies = this.#copies
    if (copies.isUnderWay) wakes.push(copies.sliceDue)
    else if (this.#mayCopy) {
      const due = Math.max(copies.due, copies.isThereOne ? this.#lastSubmit + handRest : -Infinity)
      if (now < due) wakes.push(due)
      else {
        const { seq, confirmed } = this.replica
        const n = this.replica.ownConfirmed(this.#outbox.newest)
        copies.begin(confirmed, { epoch: this.#epoch, seq, n }, this.#marks.get(seq), now)
        copies.write(this.#now, this.#slice)
        if (copies.isUnderWay) wakes.push(copies.sliceDue)
      }
    }
    return copies.take()
  }

  /** Whether the board here is of a log that it can be compared with later, and not stored yet. */
  get #mayCopy(): boolean {
    const { seq, isStartingOver } = this.replica
    if (this.#epoch === '' || this.#opening || isStartingOver || this.#connection === 'catching-up')
      return false
    return (seq === 0 || this.#marks.get(seq) !== '') && !this.#copies.has(this.#epoch, seq)
  }

  /** Applies what can be applied, for one slice: thousands of entries may have been read at once. */
  #applyArrivals(start: number): void {
    const changes: Change[] = []
    const applied: AppliedEntry[] = []
    const until = start + sliceOf(this.#slice.milliseconds, start - (this.#arrivalsDue ?? start))
    this.#arrivalsDue = undefined
    let isSound = true
    while (isSound) {
      this.#settleOwn(changes)
      if (applied.length > 0 && this.#now() >= until && this.#arrivals.has(this.replica.seq + 1)) {
        this.#arrivalsDue = this.#now()
        break
      }
      const received = this.#arrivals.take(this.replica.seq + 1, this.#chains)
      if (received === undefined) break
      // It does not come by itself.
      if (received === 'unknown') {
        this.#holeSince = -Infinity
        break
      }
      for (const each of received) {
        this.#settleOwn(changes)
        isSound = this.#apply(each, changes, applied)
        if (!isSound) break
      }
    }
    this.#report(changes)
    for (const entry of applied) this.#reports.entryApplied(entry)
  }

  /** False where the entry cannot be read. */
  #apply({ mark, entry }: ReceivedEntry, changes: Change[], applied: AppliedEntry[]): boolean {
    if (!entry.ok) {
      const message = `Entry ${this.replica.seq + 1} of the log is broken: ${entry.reason}.`
      this.#reports.failed(new DrawbridgeError('INTERNAL', message))
      return false
    }
    const { seq, client, n } = entry.value
    this.#marks.set(seq, mark)
    this.#chains.note(seq, linkAfter(this.#chains.latest(client)?.link, entry.value))
    const own = client === this.#clientId
    const confirmed = this.replica.confirm(entry.value, own)
    if (own) {
      this.#acknowledge(n)
      if (confirmed.inverse) this.history.confirm(n, confirmed.inverse)
    }
    changes.push(...confirmed.changes)
    applied.push({ seq, client, n, changes: confirmed.changes })
    return true
  }

  /** Where the welcome's head is reached, own entries that the log had by then are in the board, seen or not. */
  #settleOwn(changes: Change[]): void {
    const settle = this.#settle
    if (!settle || this.replica.seq < settle.head) return
    this.#settle = undefined
    changes.push(...this.replica.settle(settle.last))
  }

  #catchUp(now: number, wakes: number[]): void {
    if (this.#opening) return
    const behind = this.replica.seq < this.#head || this.#snapshotWanted > 0
    if (!behind) {
      this.#holeSince = undefined
      this.#connection = 'live'
      return
    }
    if (this.#mayAskAt > now) {
      wakes.push(this.#mayAskAt)
      return
    }
    if (this.#snapshotWanted > 0) {
      if (!this.#fetching) {
        this.#fetching = true
        this.#requests.fetchSnapshot(this.#snapshotWanted)
      }
      return
    }
    if (this.#readSince !== undefined) {
      if (now - this.#readSince < answerDeadline) {
        wakes.push(this.#readSince + answerDeadline)
        return
      }
      this.#readSince = undefined
    }
    // Live entries that are a little late are not worth a read; a client that is catching up knows that it lacks some.
    if (this.#connection === 'live') {
      this.#holeSince ??= now
      if (now - this.#holeSince < holeGrace) {
        wakes.push(this.#holeSince + holeGrace)
        return
      }
    }
    this.#holeSince = undefined
    this.#readSince = now
    wakes.push(now + answerDeadline)
    const { seq } = this.replica
    this.#requests.read(seq, this.#marks.get(seq))
  }

  #send(now: number, wakes: number[]): void {
    for (const [first, { sentAt }] of this.#inFlight) {
      if (now - sentAt >= answerDeadline) {
        this.#inFlight.delete(first)
        this.#sendAgain = true
      } else wakes.push(sentAt + answerDeadline)
    }
    if (this.#sendAgain && this.#inFlight.size === 0) {
      this.#sendAgain = false
      this.#sentLink = undefined
      this.#nextToSend = this.#outbox.acknowledged + 1
    }
    this.#nextToSend = Math.max(this.#nextToSend, this.#outbox.acknowledged + 1)
    if (this.#sendAgain || !mayEdit(this.role) || this.#inFlight.size >= maxInFlight) return
    const sendable = this.#storage === 'works' ? this.#persistedTo : this.#outbox.newest
    if (this.#nextToSend > sendable) return
    const earliest = Math.max(this.#mayAskAt, this.#lastSent + this.#paceNow)
    if (now < earliest) {
      wakes.push(earliest)
      return
    }
    const packet = this.#packet(sendable)
    if (!packet) return
    this.#lastSent = now
    this.#nextToSend = packet.first + packet.entries.length
    this.#inFlight.set(packet.first, { packet, sentAt: now, acknowledged: this.#outbox.acknowledged })
    this.#hasMore = this.#nextToSend <= sendable
    wakes.push(now + (this.#hasMore ? this.#paceNow : answerDeadline))
    this.#requests.submit(packet)
  }

  /** Who is to send rarely is to gather, and not to hold back what fills one packet after the other. */
  get #paceNow(): number {
    return this.#hasMore && this.#pace >= longestGathering ? defaultPace : this.#pace
  }

  /** What to send next: a growth where it can be one, up to the first entry that is something else. */
  #packet(sendable: number): Packet | undefined {
    const outbox = this.#outbox
    const first = this.#nextToSend
    const packet = outbox.packet(
      first,
      sendable,
      this.#limits.submitEntries,
      Math.min(maxPacketCharacters, this.#limits.messageBytes / 2),
    )
    if (!packet) return undefined
    const operations = outbox.operationsOf(first, packet.entries.length)
    const before = this.#sentLink?.n === first - 1 ? this.#sentLink : undefined
    // Who is catching up does not hear of its own entries at once.
    const few = this.#connection === 'live' ? operations.slice(0, mostGrown) : []
    const growth = before && composeGrowth(before, few)
    if (growth && growth.text.length <= mostGrowthCharacters) {
      this.#sentLink = growth.link
      return { first, entries: packet.entries.slice(0, growth.count), growth: growth.text }
    }
    const client = this.#clientId
    operations.forEach((each, i) => {
      this.#sentLink = linkAfter(this.#sentLink, { client, n: first + i, time: 0, operations: each })
    })
    return packet
  }

  #reportStatus(): void {
    const now = this.status
    const before = this.#status
    const same =
      before &&
      before.connection === now.connection &&
      before.waiting === now.waiting &&
      before.logAvailable === now.logAvailable &&
      before.readOnly === now.readOnly &&
      before.durable === now.durable &&
      before.opened === now.opened
    if (same) return
    this.#status = now
    this.#reports.statusChanged(now)
  }
}

/** Operations as entries of a size that is easy to carry; one operation alone may be larger. */
function inEntries(
  operations: readonly Operation[],
): { operations: readonly Operation[]; encoded: Uint8Array }[] {
  const encoded = encodeOperations(operations)
  if (encoded.length <= preferredEntryBytes || operations.length < 2) return [{ operations, encoded }]
  // A little less than it may be: what is not much longer than the others need not be encoded again.
  const parts = Math.ceil(encoded.length / (preferredEntryBytes * 0.9))
  const each = Math.ceil(operations.length / parts)
  return Array.from({ length: parts }, (_, i) => operations.slice(i * each, (i + 1) * each))
    .filter(({ length }) => length > 0)
    .flatMap(inEntries)
}
