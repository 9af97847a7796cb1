import type { Change, Operation } from '@drawbridge/board'
import { badOperation, Board, decodeBase64Url } from '@drawbridge/board'
import type { ErrorCode, Held, Limits, ReadReply, Role, SubmitReply, Welcome } from '@drawbridge/protocol'
import {
  decodeEntry,
  decodeSnapshot,
  defaultLimits,
  DrawbridgeError,
  encodeOperations,
  errors,
  markOf,
  mayEdit,
  preferredEntryBytes,
} from '@drawbridge/protocol'
import { Arrivals } from './arrivals.ts'
import type { Packet } from './outbox.ts'
import { Outbox } from './outbox.ts'
import { Replica } from './replica.ts'
import type { BoardStatus, ConnectionState } from './status.ts'
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
  /** Drop the connection and make a new one: what the server said cannot be continued. */
  reconnect(): void
}

/** Which entry of the log was applied: by its place there, and by who submitted it as which of their own. */
export interface AppliedEntry {
  readonly seq: number
  readonly client: string
  readonly n: number
}

/** What the core tells whoever shows the board. */
export interface Reports {
  changed(changes: readonly Change[]): void
  statusChanged(status: BoardStatus): void
  /** Everything of ours up to this n is in the log. */
  acknowledged(n: number): void
  /** An entry of the log was applied here; told after the changes that came of it. */
  entryApplied(entry: AppliedEntry): void
  /** The board here became that of the log at `seq` at once, by a snapshot, or with 0 to begin anew; told after the changes. */
  replaced(seq: number): void
  failed(error: DrawbridgeError): void
}

/** One message a frame, so that a burst of small entries costs the server one message. */
const sendInterval = 16
/** Fan-out over several instances reorders; a hole that stays this long is a real one. Milliseconds. */
const holeGrace = 80
const answerDeadline = 10_000
const maxInFlight = 16
const maxPacketCharacters = 48 * 1024
const minRetryDelay = 250
const maxRetryDelay = 5_000

/**
 * Keeps one replica in step with its log: no sockets, timers or clocks, so that a simulation can drive it.
 * Every event changes state and ends in `#evaluate`, which alone decides what to ask for next.
 *
 * Invariants:
 * 1. Entries are applied strictly in seq order, each once.
 * 2. Own entries are sent in order of `n`; after a refusal or a lost answer sending starts again at the first one that
 *    is not acknowledged, with the same contents, and the log drops what it has.
 * 3. Nothing leaves the outbox before the log is known to have it.
 */
export class Sync {
  readonly replica = new Replica()
  readonly history = new UndoHistory()
  readonly #outbox = new Outbox()
  readonly #arrivals = new Arrivals()
  readonly #now: () => number
  readonly #requests: Requests
  readonly #reports: Reports

  #clientId = ''
  #role: Role = 'viewer'
  #epoch = ''
  #limits: Limits = defaultLimits
  #connection: ConnectionState = 'offline'
  #logAvailable = true
  #status: BoardStatus | undefined

  /** Of the entry applied last; empty where it is not known. */
  #mark = ''
  /** How far the log is known to go. */
  #head = 0
  /** As the last welcome said. */
  #headMark = { seq: 0, mark: '' }
  /** Until the replica reaches `head`, entries of ours up to `last` may be in a snapshot without our seeing them come. */
  #settle: { readonly head: number; readonly last: number } | undefined
  /** Where to start from when the board here cannot be continued. */
  #snapshotWanted = 0
  #fetching = false
  #readSince: number | undefined
  #holeSince: number | undefined

  #nextToSend = 1
  readonly #inFlight = new Map<number, { readonly sentAt: number }>()
  /** Something went wrong on the way: wait for the answers under way, then start again at the first unacknowledged. */
  #sendAgain = false
  #lastSent = -Infinity
  #mayAskAt = -Infinity
  #retryDelay = minRetryDelay

  /** @param now milliseconds, by any clock that never goes back */
  constructor(now: () => number, requests: Requests, reports: Reports) {
    this.#now = now
    this.#requests = requests
    this.#reports = reports
  }

  get role(): Role {
    return this.#role
  }

  get clientId(): string {
    return this.#clientId
  }

  /** What a handshake says that we hold; undefined before the first welcome. */
  get have(): Held | undefined {
    return this.#epoch === '' ? undefined : this.#held
  }

  get #held(): Held {
    return {
      epoch: this.#epoch,
      seq: this.replica.seq,
      mark: this.#mark,
      acknowledged: this.#outbox.acknowledged,
    }
  }

  get status(): BoardStatus {
    return {
      connection: this.#connection,
      waiting: this.#outbox.unsaved,
      logAvailable: this.#logAvailable,
      readOnly: this.#epoch !== '' && !mayEdit(this.#role),
    }
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
    this.#role = welcome.role
    this.#limits = welcome.limits
    this.#connection = 'catching-up'
    this.#head = welcome.head
    this.#forgetRequests()
    if (!welcome.continues) {
      this.#arrivals.clear()
      // The first welcome finds an empty replica: that is seq 0 of every log.
      if (this.#epoch !== '') this.#replace(new Board(), 0)
      this.#epoch = welcome.epoch
      this.#mark = ''
    }
    if (welcome.last < this.#outbox.acknowledged || welcome.last > this.#outbox.newest)
      this.#renumber(welcome.last)
    this.#acknowledge(welcome.last)
    this.#nextToSend = this.#outbox.acknowledged + 1
    this.#settle = { head: welcome.head, last: welcome.last }
    const { tail } = welcome
    if (tail) this.#arrivals.add(tail.base, tail.entries, this.replica.seq)
    const reaches = tail !== undefined && tail.base <= this.replica.seq + 1
    this.#snapshotWanted = !reaches && welcome.snapshot > this.replica.seq ? welcome.snapshot : 0
    this.#headMark = { seq: welcome.head, mark: welcome.mark }
    if (!mayEdit(this.#role)) this.#refuseAll()
    this.#evaluate()
  }

  disconnected(): void {
    this.#connection = 'offline'
    this.#forgetRequests()
    this.#evaluate()
  }

  entriesArrived(base: number, entries: readonly string[]): void {
    this.#arrivals.add(base, entries, this.replica.seq)
    this.#head = Math.max(this.#head, base + entries.length - 1)
    this.#evaluate()
  }

  /** The log may not be the one that entries came from that wait for their turn. Returns what is held for certain. */
  verify(): Held {
    this.#arrivals.clear()
    return this.#held
  }

  headAnnounced(epoch: string, seq: number, mark: string): void {
    if (this.#connection === 'offline' || this.#epoch === '') return
    // A lower head means nothing: entries that were appended since it was read may have come before it.
    const replaced = seq === this.replica.seq && mark !== '' && this.#mark !== '' && mark !== this.#mark
    if (epoch !== this.#epoch || replaced) {
      this.#requests.reconnect()
      return
    }
    this.#head = Math.max(this.#head, seq)
    this.#evaluate()
  }

  submitAnswered(packet: Packet, reply: SubmitReply): void {
    this.#inFlight.delete(packet.first)
    if (reply.ok) {
      this.#logAvailable = true
      this.#retryDelay = minRetryDelay
      // A log that lacks what it had acknowledged has lost its end: the welcome says what became of it.
      if (reply.last < packet.first - 1 && reply.last < this.#outbox.acknowledged) {
        this.#requests.reconnect()
        return
      }
      this.#acknowledge(reply.last)
      if (reply.last < packet.first + packet.entries.length - 1) this.#sendAgain = true
    } else {
      this.#sendAgain = true
      this.#submitFailed(packet, reply.error.code, reply.error.message, reply.error.retryAfter, reply.at)
    }
    this.#evaluate()
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

  /** @param bytes the snapshot, or the error that came instead */
  snapshotArrived(bytes: Uint8Array | DrawbridgeError): void {
    this.#fetching = false
    if (bytes instanceof DrawbridgeError) {
      // Another snapshot has taken its place: the next welcome names it.
      if (bytes.code === 'SNAPSHOT_NOT_FOUND') {
        this.#requests.reconnect()
        return
      }
      this.#later(bytes.code, bytes.retryAfter)
    } else {
      const decoded = decodeSnapshot(bytes)
      this.#snapshotWanted = 0
      if (decoded.ok) {
        this.#replace(decoded.value.board, decoded.value.seq)
        this.#arrivals.forget(decoded.value.seq)
        this.#mark = this.#headMark.seq === decoded.value.seq ? this.#headMark.mark : ''
      } else
        this.#reports.failed(new DrawbridgeError('INTERNAL', `The snapshot is broken: ${decoded.reason}.`))
    }
    this.#evaluate()
  }

  /** The time given to `wakeAt` has come. */
  wake(): void {
    this.#evaluate()
  }

  #forgetRequests(): void {
    this.#inFlight.clear()
    this.#sendAgain = false
    this.#readSince = undefined
    this.#fetching = false
    this.#holeSince = undefined
    this.#mayAskAt = -Infinity
    this.#nextToSend = this.#outbox.acknowledged + 1
  }

  /** The counter that the log holds is not ours (it was lost, or went on elsewhere): what waits is submitted as new. */
  #renumber(last: number): void {
    const shift = this.#outbox.renumber(last)
    const moved = this.replica.pending.map((entry) => ({ ...entry, n: entry.n + shift }))
    this.#report(this.replica.drop(() => true))
    for (const entry of moved) if (entry.n > last) this.#report(this.replica.submit(entry).changes)
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
      this.#refuseAll()
      this.#reports.failed(new DrawbridgeError(code, message))
    } else if (code === 'UNAUTHORIZED') this.#requests.reconnect()
    else if (errors[code].retry) this.#later(code, retryAfter)
    else {
      const n = packet.first + Math.min(at ?? 0, packet.entries.length - 1)
      this.#outbox.refuse(n)
      this.history.drop(n)
      this.#report(this.replica.drop((entry) => entry.n === n))
      this.#reports.failed(new DrawbridgeError(code, message))
    }
  }

  #refuseAll(): void {
    const first = this.#outbox.acknowledged + 1
    this.#outbox.refuseAll()
    for (let n = first; n <= this.#outbox.newest; n++) this.history.drop(n)
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
    if (this.#outbox.acknowledged > before) this.#reports.acknowledged(this.#outbox.acknowledged)
  }

  #replace(board: Board, seq: number): void {
    this.#report(this.replica.reset(board, seq))
    this.#reports.replaced(seq)
  }

  #report(changes: readonly Change[]): void {
    if (changes.length > 0) this.#reports.changed(changes)
  }

  #evaluate(): void {
    if (this.#connection === 'catching-up' || this.#connection === 'live') {
      const now = this.#now()
      const wakes: number[] = []
      if (this.#snapshotWanted === 0) this.#applyArrivals()
      this.#catchUp(now, wakes)
      this.#send(now, wakes)
      if (wakes.length > 0) this.#requests.wakeAt(Math.min(...wakes))
    }
    this.#reportStatus()
  }

  #applyArrivals(): void {
    const changes: Change[] = []
    const applied: AppliedEntry[] = []
    for (;;) {
      this.#settleOwn(changes)
      const seq = this.replica.seq + 1
      const encoded = this.#arrivals.take(seq)
      if (encoded === undefined) break
      const bytes = decodeBase64Url(encoded)
      const entry = bytes ? decodeEntry(bytes, seq) : ({ ok: false, reason: 'not base64url' } as const)
      if (!entry.ok) {
        this.#reports.failed(
          new DrawbridgeError('INTERNAL', `Entry ${seq} of the log is broken: ${entry.reason}.`),
        )
        break
      }
      this.#mark = markOf(encoded)
      const own = entry.value.client === this.#clientId
      const confirmed = this.replica.confirm(entry.value, own)
      if (own) {
        this.#acknowledge(entry.value.n)
        if (confirmed.inverse) this.history.confirm(entry.value.n, confirmed.inverse)
      }
      changes.push(...confirmed.changes)
      const { client, n } = entry.value
      applied.push({ seq, client, n })
    }
    this.#report(changes)
    for (const entry of applied) this.#reports.entryApplied(entry)
  }

  /** Where the welcome's head is reached, own entries that the log had by then are in the board, seen or not. */
  #settleOwn(changes: Change[]): void {
    const settle = this.#settle
    if (!settle || this.replica.seq < settle.head) return
    this.#settle = undefined
    changes.push(...this.replica.drop((entry) => entry.n <= settle.last))
  }

  #catchUp(now: number, wakes: number[]): void {
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
    this.#requests.read(this.replica.seq, this.#mark)
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
      this.#nextToSend = this.#outbox.acknowledged + 1
    }
    this.#nextToSend = Math.max(this.#nextToSend, this.#outbox.acknowledged + 1)
    if (this.#sendAgain || !mayEdit(this.#role) || this.#inFlight.size >= maxInFlight) return
    if (this.#nextToSend > this.#outbox.newest) return
    const earliest = Math.max(this.#mayAskAt, this.#lastSent + sendInterval)
    if (now < earliest) {
      wakes.push(earliest)
      return
    }
    const packet = this.#outbox.packet(
      this.#nextToSend,
      this.#limits.submitEntries,
      Math.min(maxPacketCharacters, this.#limits.messageBytes / 2),
    )
    if (!packet) return
    this.#lastSent = now
    this.#nextToSend = packet.first + packet.entries.length
    this.#inFlight.set(packet.first, { sentAt: now })
    wakes.push(now + (this.#nextToSend <= this.#outbox.newest ? sendInterval : answerDeadline))
    this.#requests.submit(packet)
  }

  #reportStatus(): void {
    const now = this.status
    const before = this.#status
    const same =
      before &&
      before.connection === now.connection &&
      before.waiting === now.waiting &&
      before.logAvailable === now.logAvailable &&
      before.readOnly === now.readOnly
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
  const half = operations.length >> 1
  return [...inEntries(operations.slice(0, half)), ...inEntries(operations.slice(half))]
}
