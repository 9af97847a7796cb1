import type { EntryRange, Handshake, Limits, ReadReply, SubmitReply, WireError } from '@drawbridge/protocol'
import { DrawbridgeError, markOf, protocolVersion } from '@drawbridge/protocol'
import type { FastifyBaseLogger } from 'fastify'
import { passGate } from '../boards/gate.ts'
import type { LogRange, OpLog } from '../log/op-log.ts'
import type { Metrics } from '../metrics.ts'
import { asText } from './fan-out.ts'
import type { HostedBoard } from './hosted-boards.ts'
import { checkPresence } from './presence.ts'
import type { BoardSocket } from './sockets.ts'
import { TokenBucket } from '../access/token-bucket.ts'

/** More than this is fetched after the welcome, so that one who was away for long holds up nobody. */
const welcomeTailBytes = 128 * 1024
const readBytes = 256 * 1024
/** Between attempts while the log is down. Milliseconds. */
const logRetry = 1000

/** What connections share. */
export interface ConnectionServices {
  readonly log: OpLog
  readonly limits: Limits
  readonly metrics: Metrics
  readonly logger: FastifyBaseLogger
  /** Resolves when what is published from now on reaches this instance. */
  readonly subscribed: () => Promise<void>
  readonly draining: () => boolean
}

type Answer<Reply> = (reply: Reply) => void

/** One socket on one board: what it may do, and what it is told first. */
export class BoardConnection {
  readonly #socket: BoardSocket
  readonly #board: HostedBoard
  readonly #services: ConnectionServices
  readonly #messages: TokenBucket
  readonly #bytes: TokenBucket

  constructor(socket: BoardSocket, board: HostedBoard, services: ConnectionServices) {
    this.#socket = socket
    this.#board = board
    this.#services = services
    const { limits } = services
    const now = performance.now()
    this.#messages = new TokenBucket(limits.messagesPerSecond, limits.messagesPerSecond * limits.burst, now)
    this.#bytes = new TokenBucket(limits.bytesPerSecond, limits.bytesPerSecond * limits.burst, now)
  }

  /** Registers its handlers before anything is awaited: what came meanwhile would be lost. */
  open(): void {
    const socket = this.#socket
    socket.on('submit', (first, entries, reply) => {
      this.#answer<SubmitReply>(reply, () => this.#submit(first, entries))
    })
    socket.on('read', (after, reply) => {
      this.#answer<ReadReply>(reply, () => this.#read(after))
    })
    socket.on('presence', (state) => this.#setPresence(state))
    socket.on('disconnect', () => this.#board.presence.leave(socket))
    // Nothing live before the welcome: the client could not tell where it belongs.
    socket.nsp.adapter.delAll(socket.id)
    void this.#welcome()
  }

  /** Clients may send anything in place of a callback, and nothing that they send may end the process. */
  #answer<Reply>(reply: unknown, work: () => Promise<Reply | { ok: false; error: WireError }>): void {
    if (typeof reply !== 'function') return
    const answer = reply as Answer<Reply | { ok: false; error: WireError }>
    work().then(answer, (error: unknown) => {
      if (!(error instanceof DrawbridgeError)) this.#services.logger.error(error)
      const known = error instanceof DrawbridgeError ? error : new DrawbridgeError('INTERNAL')
      answer({ ok: false, error: known.toWire() })
    })
  }

  async #submit(first: unknown, entries: unknown): Promise<SubmitReply> {
    const { metrics, limits } = this.#services
    const { access, client } = this.#socket.data
    const barred = this.#barred(sizeOf(entries))
    const verdict = barred
      ? ({ ok: false, error: barred } as const)
      : passGate({ role: access.role, client, first, entries }, limits, Date.now())
    const outcome = verdict.ok ? await this.#board.queue.push(verdict.group, verdict.bytes) : verdict
    if (!outcome.ok) metrics.refused(outcome.error.code)
    return outcome
  }

  /** What stands against a submit whatever is in it. */
  #barred(bytes: number): WireError | undefined {
    if (this.#services.draining()) return new DrawbridgeError('SHUTTING_DOWN').toWire()
    if (this.#socket.data.access.expiresAt <= Date.now()) return new DrawbridgeError('UNAUTHORIZED').toWire()
    const now = performance.now()
    return tooFast(this.#messages.take(1, now) || this.#bytes.take(bytes, now))
  }

  async #read(after: unknown): Promise<ReadReply> {
    const limited = tooFast(this.#messages.take(1, performance.now()))
    if (limited) return { ok: false, error: limited }
    if (!Number.isSafeInteger(after) || (after as number) < 0)
      return { ok: false, error: new DrawbridgeError('BAD_REQUEST', 'A seq is a whole number.').toWire() }
    const { epoch, head, base, entries } = await this.#services.log.read(
      this.#board.id,
      after as number,
      readBytes,
    )
    return { ok: true, epoch, head, base, entries: asText(entries) }
  }

  #setPresence(state: unknown): void {
    if (this.#messages.take(1, performance.now()) > 0) return
    const known = checkPresence(state, this.#services.limits.presenceBytes)
    if (known && this.#socket.connected) this.#board.presence.set(this.#socket, known)
  }

  async #welcome(): Promise<void> {
    const socket = this.#socket
    const { limits, subscribed, logger } = this.#services
    const { access, client } = socket.data
    try {
      await subscribed()
      const { range, continues, tail } = await this.#look()
      if (!socket.connected) return
      const { epoch, head, mark, snapshot, last } = range
      const where = { epoch, head, mark, continues, snapshot, last, ...(tail ? { tail } : {}) }
      socket.emit('welcome', {
        protocol: protocolVersion,
        clientId: client,
        role: access.role,
        limits,
        ...where,
      })
      void socket.join(socket.id)
      this.#board.presence.join(socket)
      // What was stored between the look at the log and the join reached nobody here.
      await this.#tellHead(epoch, head)
    } catch (error) {
      if (!socket.connected) return
      if (error instanceof DrawbridgeError && error.code === 'BOARD_NOT_FOUND') {
        socket.conn.close()
        return
      }
      if (!(error instanceof DrawbridgeError)) logger.error(error)
      setTimeout(() => void this.#welcome(), logRetry).unref()
    }
  }

  /** Tells how far the log goes, unless it is as far as is known. Never rejects: while the log is down it tries again. */
  async #tellHead(knownEpoch: string, knownHead: number): Promise<void> {
    const socket = this.#socket
    try {
      const { epoch, head, mark } = await this.#services.log.state(this.#board.id)
      if (epoch !== knownEpoch || head !== knownHead) socket.emit('head', epoch, head, mark)
    } catch {
      setTimeout(() => {
        if (socket.connected) void this.#tellHead(knownEpoch, knownHead)
      }, logRetry).unref()
    }
  }

  /** Where log and client stand, of one moment, and what the client lacks if it is little. */
  async #look(): Promise<{ range: LogRange; continues: boolean; tail: EntryRange | undefined }> {
    const { log } = this.#services
    const { id } = this.#board
    const { have, client } = this.#socket.data
    if (have) {
      // From the entry that the client has last, to compare it.
      const range = await log.read(id, Math.max(0, have.seq - 1), welcomeTailBytes, client)
      if (isPart(have, range)) return { range, continues: true, tail: wholeTail(range, have.seq) }
    }
    const range = await log.read(id, null, welcomeTailBytes, client)
    return { range, continues: false, tail: wholeTail(range, range.snapshot) }
  }
}

/** Whether what a client has is the beginning of this log. @param range read from the entry at `have.seq` on */
function isPart(have: NonNullable<Handshake['have']>, range: LogRange): boolean {
  if (range.epoch !== have.epoch || range.head < have.seq) return false
  if (have.seq === 0 || have.mark === '') return true
  const [entry] = range.base === have.seq ? asText(range.entries.slice(0, 1)) : []
  return entry !== undefined && markOf(entry) === have.mark
}

/** The part of a range after a seq, if it is all that the log has after it. */
function wholeTail({ base, head, entries }: LogRange, after: number): EntryRange | undefined {
  if (base > after + 1 || base + entries.length <= head) return undefined
  return { base: after + 1, entries: asText(entries.slice(after + 1 - base)) }
}

function sizeOf(entries: unknown): number {
  if (!Array.isArray(entries)) return 0
  let characters = 0
  for (const text of entries as unknown[]) if (typeof text === 'string') characters += text.length
  return characters * 0.75
}

function tooFast(retryAfter: number): WireError | undefined {
  return retryAfter > 0 ? new DrawbridgeError('RATE_LIMITED', undefined, { retryAfter }).toWire() : undefined
}
