import { encodeBase64Url } from '@drawbridge/board'
import type { Held, Welcome } from '@drawbridge/protocol'
import { namespaceOf, protocolVersion } from '@drawbridge/protocol'
import { isLive } from './live-packets.ts'
import { RawSocket } from './raw-socket.ts'

/** Milliseconds. */
const openWithin = 120_000

/** Who has nothing of a board is told apart from who comes back by what it holds. */
export interface Admission {
  readonly url: string
  readonly boardId: string
  readonly token: string
  /** A new client if left out. */
  readonly clientKey?: string
  readonly have?: Held
}

/** A secret that makes up a client. */
export function newClientKey(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(24)))
}

/** One connection on one board, by hand: events go out and come in as the packets that they are. */
export class BoardSocket {
  readonly welcome: Welcome
  readonly #raw: RawSocket
  readonly #namespace: string
  readonly #asked = new Map<number, (reply: unknown) => void>()
  #asks = 0
  /** What came together with the welcome, before anyone could ask for it. */
  #early: string[] | undefined = []
  #take: (packet: string) => void = (packet) => this.#early?.push(packet)

  private constructor(raw: RawSocket, namespace: string, welcome: Welcome) {
    this.#raw = raw
    this.#namespace = namespace
    this.welcome = welcome
  }

  /** Resolves when it is welcome. Rejects when it is refused, or the connection ends before. */
  static async open({
    url,
    boardId,
    token,
    clientKey = newClientKey(),
    have,
  }: Admission): Promise<BoardSocket> {
    const raw = await RawSocket.open(url, `&b=${boardId}`)
    const namespace = namespaceOf(boardId)
    const welcomes = `42${namespace},["welcome",`
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('not welcomed in time')), openWithin)
      const refuse = (reason: string) => {
        clearTimeout(late)
        raw.close()
        reject(new Error(reason))
      }
      raw.onClose(() => refuse('the server closed a connection before its welcome'))
      raw.onPacket((packet) => {
        if (packet.startsWith('0'))
          raw.send(
            `40${namespace},${JSON.stringify({ protocol: protocolVersion, token, clientKey, have, short: true })}`,
          )
        else if (packet.startsWith('44')) refuse(`refused: ${packet}`)
        else if (packet.startsWith(welcomes)) {
          clearTimeout(late)
          const socket = new BoardSocket(
            raw,
            namespace,
            JSON.parse(packet.slice(welcomes.length, -1)) as Welcome,
          )
          raw.onPacket((next) => socket.#arrived(next))
          resolve(socket)
        }
      })
    })
  }

  /** Where the JSON of an event begins in its packet. */
  get eventStart(): number {
    return this.#namespace.length + 3
  }

  /** Packets of events, as they are. */
  onEvent(take: (packet: string) => void): void {
    this.#take = take
    const early = this.#early ?? []
    this.#early = undefined
    for (const packet of early) take(packet)
  }

  onClose(closed: () => void): void {
    this.#raw.onClose(closed)
  }

  /** Emits an event whose last argument is a callback; resolves with what the server calls it with. */
  ask<Reply>(event: string, ...values: readonly unknown[]): Promise<Reply> {
    const id = ++this.#asks
    this.#raw.send(`42${this.#namespace},${id}${JSON.stringify([event, ...values])}`)
    return new Promise((resolve) => this.#asked.set(id, resolve as (reply: unknown) => void))
  }

  /** Emits an event that nobody answers. */
  tell(event: string, ...values: readonly unknown[]): void {
    this.#raw.send(`42${this.#namespace},${JSON.stringify([event, ...values])}`)
  }

  close(): void {
    this.#raw.close()
  }

  #arrived(packet: string): void {
    if (packet.startsWith('42') || isLive(packet)) this.#take(packet)
    else if (packet.startsWith('43')) {
      const json = packet.indexOf('[', this.eventStart)
      const id = Number(packet.slice(this.eventStart, json))
      const answered = this.#asked.get(id)
      this.#asked.delete(id)
      answered?.((JSON.parse(packet.slice(json)) as [unknown])[0])
    }
  }
}
