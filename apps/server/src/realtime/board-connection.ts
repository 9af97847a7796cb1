import type { Held, Limits, Link, ReadReply, SubmitReply, WireError } from '@drawbridge/protocol'
import { DrawbridgeError, HeldSchema, protocolVersion } from '@drawbridge/protocol'
import type { FastifyBaseLogger } from 'fastify'
import { Compile } from 'typebox/compile'
import type { Verdict } from '../boards/gate.ts'
import { openGrowth, passGate, passGrowth } from '../boards/gate.ts'
import type { LogRange, OpLog } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'
import type { Tracing } from '../tracing.ts'
import type { HostedBoard } from './hosted-board.ts'
import { LiveFeed } from './live-feed.ts'
import { hasMark, wholeTail } from './log-range.ts'
import type { Look } from './looks.ts'
import { welcomeTailBytes } from './looks.ts'
import type { Participant } from './participant.ts'
import { checkPresence, isCoordinate } from './presence-state.ts'
import type { SharedReads } from './shared-reads.ts'
import type { BoardSocket } from './sockets.ts'
import type { SubmitShare } from './submit-rate.ts'
import { TokenBucket } from '../access/token-bucket.ts'

/** For one who asks for more before it has read what it asked for. Milliseconds. */
const readRetry = 250
const verifyWithin = 10_000
/** Between attempts while the log is down. Milliseconds. */
const logRetry = 1000
/** What an entry that grows a stroke is in the log, about. */
const growthRecordBytes = 48
/** One entry is enough: at least that comes. */
const verifyBytes = 1

const heldSchema = Compile(HeldSchema)

/** What connections share. */
export interface ConnectionServices {
  readonly log: OpLog
  readonly reads: SharedReads
  readonly limits: Limits
  readonly metrics: Metrics
  readonly logger: FastifyBaseLogger
  readonly tracing: Tracing | undefined
  /** Told of each submit and growth that comes. */
  readonly submitted: () => void
  /** Resolves when what is published on the board from now on reaches this instance. */
  readonly subscribed: (board: string) => Promise<void>
}

type Answer<Reply> = (reply: Reply) => void

/** One socket on one board: what it may do, and what it is told first. */
export class BoardConnection {
  readonly #socket: BoardSocket
  readonly #board: HostedBoard
  readonly #services: ConnectionServices
  /** From the first message on. */
  #messages: TokenBucket | undefined
  /** From the first submit on, as `#share`: most connections only watch. */
  #bytes: TokenBucket | undefined
  #share: SubmitShare | undefined
  readonly #feed: LiveFeed
  /** As the others see it, from the welcome on. */
  #participant: Participant | undefined
  #isWelcomed = false
  #isReading = false
  #isLeaving = false
  /** Of the last entry that came over this connection; undefined when it was refused. */
  #link: Link | undefined
  /** Answers that are still to be given. */
  #pending: Set<Promise<unknown>> | undefined

  constructor(socket: BoardSocket, board: HostedBoard, services: ConnectionServices) {
    this.#socket = socket
    this.#board = board
    this.#services = services
    this.#feed = new LiveFeed(socket, () => {
      void this.#tellHead('', 0)
      if (this.#participant) board.presence.refresh(this.#participant)
    })
  }

  get board(): string {
    return this.#board.id
  }

  get isBehind(): boolean {
    return this.#feed.isBehind
  }

  /** Registers its handlers before anything is awaited: what came meanwhile would be lost. */
  open(): void {
    const socket = this.#socket
    socket.on('submit', (first, entries, reply) => {
      this.#answer<SubmitReply>(reply, () => this.#submit(first, entries))
    })
    socket.on('g', (growth) => this.#grow(growth))
    socket.on('read', (after, mark, reply) => {
      this.#answer<ReadReply>(reply, () => this.#read(after, mark))
    })
    socket.on('presence', (state) => this.#setPresence(state))
    socket.on('cursor', (x, y) => this.#moveCursor(x, y))
    socket.on('disconnect', (reason) => {
      this.#say('info', { reason }, 'left')
      this.#feed.end()
      if (this.#participant) this.#board.presence.leave(this.#participant)
      this.#participant = undefined
    })
    // Nothing live before the welcome: the client could not tell where it belongs.
    this.#feed.close()
    void this.#welcome()
  }

  /** Nothing live reaches the client until `resume` or `verify`. */
  pause(): void {
    this.#board.flushLive()
    this.#feed.close()
  }

  /** Live entries reach the client again; the head must tell it what came meanwhile. */
  resume(): void {
    if (this.#isWelcomed) this.#openFeed()
  }

  /**
   * Compares what the client holds with the log, which may have lost its end, and goes on or ends the connection: who
   * comes back learns in the welcome what became of the log. Never rejects.
   */
  async verify(): Promise<void> {
    if (!this.#isWelcomed) return
    const socket = this.#socket
    try {
      const held: unknown = await socket.timeout(verifyWithin).emitWithAck('verify')
      if (!heldSchema.Check(held)) throw new DrawbridgeError('BAD_REQUEST')
      const { seq, acknowledged } = held as Held
      const range = await this.#services.log.read(
        this.board,
        Math.max(0, seq - 1),
        verifyBytes,
        socket.data.client,
      )
      if (isPart(held as Held, range) && range.last >= acknowledged) {
        this.resume()
        await this.#tellHead(range.epoch, seq)
      } else socket.conn.close()
    } catch {
      // No answer, nonsense, or no log: the way back through a welcome is right for all of them.
      socket.conn.close()
    }
  }

  #openFeed(): void {
    // What came before the log was looked at may be of another life of it.
    this.#board.flushLive()
    this.#feed.open()
  }

  /** Takes nothing new, answers what it took, and ends the connection so that the client comes back, elsewhere. */
  async letGo(): Promise<void> {
    this.#isLeaving = true
    await Promise.allSettled(this.#pending ?? [])
    // The answers leave before the connection does. Not socket.disconnect(): after that a client does not come back.
    await new Promise((resolve) => setImmediate(resolve))
    this.#socket.conn.close()
  }

  /** Clients may send anything in place of a callback, and nothing that they send may end the process. */
  #answer<Reply>(reply: unknown, work: () => Promise<Reply | { ok: false; error: WireError }>): void {
    if (typeof reply !== 'function') return
    const answer = reply as Answer<Reply | { ok: false; error: WireError }>
    this.#await(
      work().then(answer, (error: unknown) => {
        if (!(error instanceof DrawbridgeError)) this.#say('error', { err: error }, 'a request failed')
        const known = error instanceof DrawbridgeError ? error : new DrawbridgeError('INTERNAL')
        answer({ ok: false, error: known.toWire() })
      }),
    )
  }

  /** Whoever is let go gets this answer first. */
  #await(answered: Promise<unknown>): void {
    const pending = (this.#pending ??= new Set())
    pending.add(answered)
    void answered.finally(() => pending.delete(answered))
  }

  #submit(first: unknown, entries: unknown): Promise<SubmitReply> {
    const { limits } = this.#services
    const { access, client } = this.#socket.data
    return this.#store(sizeOf(entries), (now) =>
      passGate({ role: access.role, client, first, entries }, limits, now, this.#link),
    )
  }

  /** What was stored comes back live: this is answered only where that does not say it. */
  #grow(text: unknown): void {
    const { limits } = this.#services
    const { access, client } = this.#socket.data
    const opened = openGrowth(text)
    if (!opened.ok) {
      this.#link = undefined
      const error = new DrawbridgeError('BAD_REQUEST', `The growth is refused: ${opened.reason}.`)
      this.#socket.emit('answer', 0, { ok: false, error: error.toWire() })
      return
    }
    const growth = opened.value
    const { first, moves } = growth
    const stored = this.#store(moves.length * growthRecordBytes, (now) =>
      passGrowth({ role: access.role, client, growth }, limits, now, this.#link),
    )
    this.#await(
      stored.then((reply) => {
        if (!reply.ok || reply.last < first + moves.length - 1) this.#socket.emit('answer', first, reply)
      }),
    )
  }

  async #store(bytes: number, check: (now: number) => Verdict): Promise<SubmitReply> {
    const { metrics, tracing, submitted } = this.#services
    const { client } = this.#socket.data
    submitted()
    const { queue } = this.#board
    const trace = tracing?.begin({ board: this.board, connection: this.#socket.id, client })
    const barred = this.#barred(bytes)
    const verdict = barred ? ({ ok: false, error: barred } as const) : check(queue.timeOf(Date.now()))
    this.#link = verdict.ok ? verdict.link : undefined
    if (trace && verdict.ok) tracing?.passed(trace, verdict.group)
    const outcome = verdict.ok ? await queue.push(verdict.group, verdict.bytes) : verdict
    const code = outcome.ok ? undefined : outcome.error.code
    if (code !== undefined) {
      metrics.refused(code)
      this.#say('debug', { code }, 'refused a submit')
    }
    trace?.answered(code)
    return outcome
  }

  /** Writes a line to the log that says whose it is. */
  #say(level: 'debug' | 'info' | 'error', about: object, message: string): void {
    const { id, data } = this.#socket
    this.#services.logger[level](
      { board: this.board, connection: id, client: data.client, ...about },
      message,
    )
  }

  /** What stands against a submit whatever is in it. */
  #barred(bytes: number): WireError | undefined {
    if (this.#isLeaving) return new DrawbridgeError('SHUTTING_DOWN').toWire()
    if (this.#socket.data.access.expiresAt <= Date.now()) return new DrawbridgeError('UNAUTHORIZED').toWire()
    const now = performance.now()
    const { bytesPerSecond, burst } = this.#services.limits
    this.#share ??= this.#board.submitRate.join(now)
    this.#bytes ??= new TokenBucket(bytesPerSecond, bytesPerSecond * burst, now)
    const wait = this.#takeMessage(now) || this.#bytes.take(bytes, now) || this.#share.take(bytes, now)
    return wait > 0 ? tooFast(wait) : undefined
  }

  /** Counts a message and returns 0, or the milliseconds after which it may come again. */
  #takeMessage(now = performance.now()): number {
    const { messagesPerSecond, burst } = this.#services.limits
    this.#messages ??= new TokenBucket(messagesPerSecond, messagesPerSecond * burst, now)
    return this.#messages.take(1, now)
  }

  async #read(after: unknown, mark: unknown): Promise<ReadReply> {
    const wait = this.#takeMessage()
    if (wait > 0) return { ok: false, error: tooFast(wait) }
    if (!Number.isSafeInteger(after) || (after as number) < 0)
      return { ok: false, error: new DrawbridgeError('BAD_REQUEST', 'A seq is a whole number.').toWire() }
    if (typeof mark !== 'string')
      return { ok: false, error: new DrawbridgeError('BAD_REQUEST', 'A mark is a text.').toWire() }
    if (this.#isReading) return { ok: false, error: tooFast(readRetry) }
    this.#isReading = true
    try {
      // One answer at a time waits for a reader that does not read.
      await this.#feed.readable()
      return { ok: true, ...(await this.#services.reads.read(this.board, after as number, mark)) }
    } finally {
      this.#isReading = false
    }
  }

  #setPresence(state: unknown): void {
    if (!this.#participant || this.#takeMessage() > 0) return
    const known = checkPresence(state, this.#services.limits.presenceBytes)
    if (known) this.#board.presence.set(this.#participant, known)
  }

  #moveCursor(x: unknown, y: unknown): void {
    if (!this.#participant || this.#takeMessage() > 0) return
    if (isCoordinate(x) && isCoordinate(y)) this.#board.presence.move(this.#participant, x, y)
  }

  async #welcome(): Promise<void> {
    const socket = this.#socket
    const { limits, subscribed } = this.#services
    const { access, client } = socket.data
    try {
      await subscribed(this.board)
      const { range, continues, tail } = await this.#look()
      if (!socket.connected) return
      const { epoch, head, mark, snapshot, last } = range
      const where = { epoch, head, mark, continues, snapshot, last, ...(tail ? { tail } : {}) }
      socket.emit('welcome', {
        protocol: protocolVersion,
        clientId: client,
        role: access.role,
        limits,
        pace: this.#board.pace,
        short: true,
        ...where,
      })
      this.#isWelcomed = true
      this.#say('info', { role: access.role, head, continues }, 'joined')
      this.#openFeed()
      this.#participant = this.#board.presence.join(socket)
      // What was stored between the look at the log and the join reached nobody here.
      await this.#tellHead(epoch, head)
    } catch (error) {
      if (!socket.connected) return
      if (error instanceof DrawbridgeError && error.code === 'BOARD_NOT_FOUND') {
        socket.conn.close()
        return
      }
      if (!(error instanceof DrawbridgeError)) this.#say('error', { err: error }, 'a welcome failed')
      setTimeout(() => void this.#welcome(), logRetry).unref()
    }
  }

  /** Tells how far the log goes, unless it is as far as is known. Never rejects: while the log is down it tries again. */
  async #tellHead(knownEpoch: string, knownHead: number): Promise<void> {
    const socket = this.#socket
    try {
      const { epoch, head, mark } = await this.#services.log.state(this.#board.id)
      // What it was told a moment ago came from a log that has lost its end since.
      if (epoch === knownEpoch && head < knownHead) socket.conn.close()
      else if (epoch !== knownEpoch || head !== knownHead) socket.emit('head', epoch, head, mark)
    } catch {
      setTimeout(() => {
        if (socket.connected) void this.#tellHead(knownEpoch, knownHead)
      }, logRetry).unref()
    }
  }

  /** Where log and client stand, of one moment, and what the client lacks if it is little. */
  async #look(): Promise<Look & { readonly continues: boolean }> {
    const { log } = this.#services
    const { id } = this.#board
    const { have, client } = this.#socket.data
    if (have) {
      // From the entry that the client has last, to compare it.
      const range = await log.read(id, Math.max(0, have.seq - 1), welcomeTailBytes, client)
      if (isPart(have, range)) return { range, continues: true, tail: wholeTail(range, have.seq) }
    }
    return { ...(await this.#board.looks.look(client)), continues: false }
  }
}

/** Whether what a client has is the beginning of this log. @param range read from the entry at `have.seq` on */
function isPart(have: Held, range: LogRange): boolean {
  if (range.epoch !== have.epoch || range.head < have.seq) return false
  return have.seq === 0 || have.mark === '' || hasMark(range, have.seq, have.mark)
}

function sizeOf(entries: unknown): number {
  if (!Array.isArray(entries)) return 0
  let characters = 0
  for (const text of entries as unknown[]) if (typeof text === 'string') characters += text.length
  return characters * 0.75
}

function tooFast(retryAfter: number): WireError {
  return new DrawbridgeError('RATE_LIMITED', undefined, { retryAfter }).toWire()
}
