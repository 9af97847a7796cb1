import type {
  ClientToServerEvents,
  Handshake,
  Held,
  PresenceState,
  ReadReply,
  ServerToClientEvents,
  SubmitReply,
} from '@drawbridge/protocol'
import { DrawbridgeError, isErrorCode, namespaceOf, protocolVersion } from '@drawbridge/protocol'
import { parser, shortForm } from '@drawbridge/protocol/parser'
import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import type { Packet } from './core/outbox.ts'
import type { Session } from './http.ts'
import { openSession } from './http.ts'
import type { TimerHandle } from './platform.ts'
import { after, cancel } from './platform.ts'

export type Transport = 'websocket' | 'polling'

export interface Address {
  /** The server, like `http://localhost:3000`. */
  readonly url: string
  readonly boardId: string
  readonly key: string
  readonly name?: string | undefined
  readonly transports: readonly Transport[]
}

/** What a connection tells its owner. Nothing of an earlier socket arrives after `down`. */
export interface ConnectionEvents {
  connecting(): void
  down(): void
  welcome: ServerToClientEvents['welcome']
  batches(batches: readonly string[]): void
  head: ServerToClientEvents['head']
  presence: ServerToClientEvents['presence']
  pace: ServerToClientEvents['pace']
  growthAnswered: ServerToClientEvents['answer']
  verify(): Held
  /** The server refuses us for good: trying again would end the same way. */
  refused(error: DrawbridgeError): void
  /** An attempt failed; another one follows. */
  attemptFailed(error: DrawbridgeError): void
}

type EmittedEvents = ClientToServerEvents & Record<typeof shortForm.g, ClientToServerEvents['g']>
type BoardSocket = Socket<ServerToClientEvents, EmittedEvents>

const connectDeadline = 5_000
const minDelay = 300
const maxDelay = 10_000
/** A token this close to its end is replaced before it is used. Milliseconds. */
const tokenMargin = 30_000

/**
 * One board's socket: gets a token for the key, connects, and comes back after every loss until it is closed.
 * Reconnecting is done here and not by Socket.IO, because a new attempt may need a new token.
 */
export class Connection {
  readonly #address: Address
  readonly #clientKey: string
  readonly #have: () => Handshake['have']
  readonly #events: ConnectionEvents
  #socket: BoardSocket | undefined
  /** As the server that welcomed us reads it. */
  #growthEvent: 'g' | typeof shortForm.g = 'g'
  #session: Session | undefined
  #attempt = 0
  #timer: TimerHandle | undefined
  #closed = false
  #name: string | undefined

  constructor(address: Address, clientKey: string, have: () => Handshake['have'], events: ConnectionEvents) {
    this.#address = address
    this.#name = address.name
    this.#clientKey = clientKey
    this.#have = have
    this.#events = events
  }

  get session(): Session | undefined {
    return this.#session
  }

  open(): void {
    void this.#connect()
  }

  close(): void {
    this.#closed = true
    cancel(this.#timer)
    this.#timer = undefined
    this.#hangUp()
  }

  /** Does not wait any longer, if it waits to try again. */
  connectNow(): void {
    if (this.#timer === undefined) return
    cancel(this.#timer)
    this.#timer = undefined
    this.#attempt = 0
    void this.#connect()
  }

  /** Drops the socket and connects anew, with a new token. */
  reconnect(): void {
    if (this.#closed) return
    this.#session = undefined
    this.#lost()
  }

  /** @param answered not called for a growth: what became of it comes live, or as `growthAnswered` */
  submit(packet: Packet, answered: (reply: SubmitReply) => void): void {
    const socket = this.#socket
    if (packet.growth !== undefined) {
      socket?.emit(this.#growthEvent, packet.growth)
      return
    }
    socket?.emit('submit', packet.first, packet.entries, (reply) => {
      if (socket === this.#socket) answered(reply)
    })
  }

  read(seq: number, mark: string, answered: (reply: ReadReply) => void): void {
    const socket = this.#socket
    socket?.emit('read', seq, mark, (reply) => {
      if (socket === this.#socket) answered(reply)
    })
  }

  /** @param isCursorOnly the server knows the rest */
  sendPresence(state: PresenceState, isCursorOnly: boolean): void {
    if (isCursorOnly && state.cursor) this.#socket?.emit('cursor', state.cursor.x, state.cursor.y)
    else this.#socket?.emit('presence', state)
  }

  async #connect(): Promise<void> {
    this.#events.connecting()
    const { url, boardId, key, transports } = this.#address
    try {
      if (!this.#session || this.#session.expiresAt - tokenMargin < Date.now())
        this.#session = await openSession(url, boardId, key, this.#name)
    } catch (error) {
      this.#failed(
        error instanceof DrawbridgeError
          ? error
          : new DrawbridgeError('INTERNAL', undefined, { cause: error }),
      )
      return
    }
    if (this.#closed) return
    const have = this.#have()
    const auth: Handshake = {
      protocol: protocolVersion,
      token: this.#session.token,
      clientKey: this.#clientKey,
      ...(have ? { have } : {}),
      short: true,
    }
    const socket: BoardSocket = io(`${url}${namespaceOf(boardId)}`, {
      auth: { ...auth },
      // The balancer places connections by board: fan-out is cheapest where a board's people share an instance.
      query: { b: boardId },
      transports: this.#attempt % 2 === 0 ? [...transports] : transports.toReversed(),
      parser,
      forceNew: true,
      reconnection: false,
      // Where a WebSocket is refused, long-polling takes over at once; where it is swallowed, the next attempt starts with it.
      tryAllTransports: true,
      timeout: connectDeadline,
    })
    this.#socket = socket
    const current = () => socket === this.#socket
    socket.on('welcome', (welcome) => {
      if (!current()) return
      this.#attempt = 0
      this.#growthEvent = welcome.short ? shortForm.g : 'g'
      this.#events.welcome(welcome)
    })
    socket.on('l', (...batches) => {
      if (current()) this.#events.batches(batches)
    })
    socket.on('head', (epoch, seq, mark) => {
      if (current()) this.#events.head(epoch, seq, mark)
    })
    socket.on('pace', (milliseconds) => {
      if (current()) this.#events.pace(milliseconds)
    })
    socket.on('answer', (first, reply) => {
      if (current()) this.#events.growthAnswered(first, reply)
    })
    socket.on('verify', (reply) => {
      if (current()) reply(this.#events.verify())
    })
    socket.on('presence', (update) => {
      if (current()) this.#events.presence(update)
    })
    socket.on('disconnect', () => {
      if (current()) this.#lost()
    })
    socket.on('connect_error', (error) => {
      if (!current()) return
      const { data } = error as Error & { data?: { code?: unknown; message?: unknown } }
      const code = isErrorCode(data?.code) ? data.code : 'UNREACHABLE'
      if (code === 'UNAUTHORIZED') this.#session = undefined
      this.#failed(
        new DrawbridgeError(code, typeof data?.message === 'string' ? data.message : undefined, {
          cause: error,
        }),
      )
    })
  }

  #failed(error: DrawbridgeError): void {
    if (this.#closed) return
    // A token can go stale between its check and its use; getting a new one decides whether the key still holds.
    if (!error.retry && error.code !== 'UNAUTHORIZED') {
      this.#hangUp()
      this.#closed = true
      this.#events.refused(error)
      return
    }
    this.#events.attemptFailed(error)
    this.#lost()
  }

  #hangUp(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.disconnect()
  }

  #lost(): void {
    this.#hangUp()
    this.#events.down()
    // Half of the wait is random, so that the clients of an instance that died do not come back all at once.
    const wait = Math.min(maxDelay, minDelay * 2 ** this.#attempt)
    this.#attempt++
    cancel(this.#timer)
    this.#timer = after(wait * (0.5 + Math.random() * 0.5), () => {
      this.#timer = undefined
      void this.#connect()
    })
  }
}
