import type { Handshake, ServerToClientEvents, WireError } from '@drawbridge/protocol'
import { namespaceOf } from '@drawbridge/protocol'

type EventName = keyof ServerToClientEvents
type EventArguments<Name extends EventName> = Parameters<ServerToClientEvents[Name]>

/** Why a board's namespace was refused. */
export interface Refusal {
  readonly message: string
  readonly data?: WireError
}

interface Waiting {
  readonly matches: (packet: Packet) => boolean
  readonly resolve: (packet: Packet) => void
}

interface Packet {
  /** `0` connected, `2` event, `3` acknowledgement, `4` refused. */
  readonly type: string
  readonly id: number | undefined
  readonly data: unknown
}

const shortLive = '4l'
const packetPattern = /^4([0-4])(?:\/[^,]*,)?(\d+)?(.*)$/s

/**
 * Speaks Engine.IO and Socket.IO by hand over a WebSocket: what arrives in which order is seen as it is, and what no
 * client library would send can be sent.
 */
export class RawClient {
  readonly #socket: WebSocket
  #namespace = ''
  #lastId = 0
  readonly #arrived: Packet[] = []
  #waiting: Waiting[] = []
  /** Names of the events that arrived, in order. */
  readonly history: string[] = []
  /** What arrived, as it came. */
  readonly packets: string[] = []
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>

  private constructor(socket: WebSocket) {
    this.#socket = socket
    this.closed = new Promise((resolve) => socket.addEventListener('close', () => resolve()))
    socket.addEventListener('message', ({ data }) => this.#take(String(data)))
  }

  /** Rejects when the server does not take the socket. @param origin as a browser would send it */
  static async open(url: string, origin?: string): Promise<RawClient> {
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
    const options = { headers: origin === undefined ? {} : { origin } }
    // Node's WebSocket takes headers; the type that it shares with browsers does not tell.
    const Socket = WebSocket as unknown as new (url: string, options: object) => WebSocket
    const socket = new Socket(address, options)
    const client = new RawClient(socket)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error('the socket was refused')))
    })
    return client
  }

  /** Joins a board's namespace. Undefined when it may, else why not. */
  async join(board: string, auth: Handshake | Record<string, unknown>): Promise<Refusal | undefined> {
    this.#namespace = namespaceOf(board)
    this.send(`40${this.#namespace},${JSON.stringify(auth)}`)
    const { type, data } = await this.#next(({ type }) => type === '0' || type === '4')
    return type === '4' ? (data as Refusal) : undefined
  }

  emit(event: string, ...values: unknown[]): void {
    this.send(`42${this.#namespace},${JSON.stringify([event, ...values])}`)
  }

  /** Emits and waits for the answer. */
  async ask<Reply>(event: string, ...values: unknown[]): Promise<Reply> {
    const id = ++this.#lastId
    this.send(`42${this.#namespace},${id}${JSON.stringify([event, ...values])}`)
    const { data } = await this.#next((packet) => packet.type === '3' && packet.id === id)
    return (data as [Reply])[0]
  }

  /** The next event of that name which was not asked for yet. */
  async next<Name extends EventName>(name: Name): Promise<EventArguments<Name>> {
    const { data } = await this.#next(
      ({ type, data }) => type === '2' && Array.isArray(data) && data[0] === name,
    )
    return (data as unknown[]).slice(1) as EventArguments<Name>
  }

  /** Sends what it is given, whatever that is. */
  send(text: string): void {
    this.#socket.send(text)
  }

  close(): void {
    this.#socket.close()
  }

  #next(matches: Waiting['matches']): Promise<Packet> {
    const at = this.#arrived.findIndex(matches)
    const [arrived] = at === -1 ? [] : this.#arrived.splice(at, 1)
    if (arrived) return Promise.resolve(arrived)
    return new Promise((resolve) => this.#waiting.push({ matches, resolve }))
  }

  #take(text: string): void {
    if (text === '2') return this.send('3')
    this.packets.push(text)
    const packet = packetOf(text)
    if (!packet) return
    if (packet.type === '2') this.history.push(String((packet.data as unknown[])[0]))
    const waiting = this.#waiting.find(({ matches }) => matches(packet))
    if (!waiting) this.#arrived.push(packet)
    else {
      this.#waiting = this.#waiting.filter((other) => other !== waiting)
      waiting.resolve(packet)
    }
  }
}

function packetOf(text: string): Packet | undefined {
  if (text.startsWith(shortLive))
    return { type: '2', id: undefined, data: ['l', ...text.slice(shortLive.length).split('"')] }
  const parts = packetPattern.exec(text)
  if (!parts) return undefined
  const [, type = '', id, json = ''] = parts
  return {
    type,
    id: id === undefined ? undefined : Number(id),
    data: json === '' ? undefined : (JSON.parse(json) as unknown),
  }
}
