import { encodeBase64Url } from '@drawbridge/board'
import { namespaceOf, protocolVersion } from '@drawbridge/protocol'
import { clock } from '../clock.ts'
import type { Composition } from './composition.ts'
import type { BoardTarget, Participant } from './participant.ts'
import { RawSocket } from './raw-socket.ts'

/** Milliseconds. */
const openWithin = 120_000
const readRetry = 250

/** A token for a board: one will do for any number of connections. */
export async function tokenFor({ url, boardId, key }: BoardTarget): Promise<string> {
  const answer = await fetch(`${url}/api/boards/${boardId}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, name: 'viewer' }),
  })
  if (!answer.ok) throw new Error(`no session: ${await answer.text()}`)
  return ((await answer.json()) as { token: string }).token
}

/**
 * Someone who receives everything of a board and reads what is missing, as a client does, but keeps nothing of it.
 * What the entries consist of is looked up in a composition.
 */
export class BareViewer implements Participant {
  readonly #socket: RawSocket
  readonly #prefix: string
  readonly #composition: Composition
  /** The last entry that is here with all before it. */
  #seq = 0
  #isReading = false
  #reads = 0
  readonly #ended: Promise<never>

  private constructor(socket: RawSocket, boardId: string, composition: Composition) {
    this.#socket = socket
    this.#prefix = `42${namespaceOf(boardId)},["`
    this.#composition = composition
    this.#ended = new Promise((_, reject) =>
      socket.onClose(() => reject(new Error('the server closed a connection'))),
    )
    this.#ended.catch(() => undefined)
  }

  /** Resolves when it is welcome. */
  static async open(target: BoardTarget, token: string, composition: Composition): Promise<BareViewer> {
    const { url, boardId } = target
    const socket = await RawSocket.open(url)
    const viewer = new BareViewer(socket, boardId, composition)
    const namespace = namespaceOf(boardId)
    const clientKey = encodeBase64Url(crypto.getRandomValues(new Uint8Array(24)))
    const welcome = new Promise<void>((resolve, reject) => {
      setTimeout(() => reject(new Error('a viewer was not welcomed in time')), openWithin).unref()
      socket.onPacket((packet) => {
        if (packet.startsWith('0'))
          socket.send(`40${namespace},${JSON.stringify({ protocol: protocolVersion, token, clientKey })}`)
        else if (packet.startsWith('44')) reject(new Error(`a viewer was refused: ${packet}`))
        else if (packet.startsWith('welcome', viewer.#prefix.length)) {
          const [, { head }] = JSON.parse(packet.slice(viewer.#prefix.length - 2)) as [
            string,
            { head: number },
          ]
          viewer.#seq = head
          socket.onPacket((next) => viewer.#take(next))
          resolve()
        }
      })
    })
    await Promise.race([welcome, viewer.#ended])
    return viewer
  }

  put(): void {
    throw new Error('a bare viewer does not draw')
  }

  close(): void {
    this.#socket.close()
  }

  #take(packet: string): void {
    const at = clock()
    const start = this.#prefix.length
    if (packet.startsWith('entries"', start)) {
      const base = Number.parseInt(packet.slice(start + 9, start + 25), 10)
      this.#received(base, base + entriesIn(packet, start - 2) - 1, at)
    } else if (packet.startsWith('head"', start)) {
      const [, , head] = JSON.parse(packet.slice(start - 2)) as [string, string, number]
      if (head > this.#seq) this.#read()
    } else if (packet.startsWith('43')) this.#answered(packet, at)
  }

  #received(first: number, last: number, at: number): void {
    if (first > this.#seq + 1) this.#read()
    else if (last > this.#seq) {
      this.#composition.received(this.#seq + 1, last, at)
      this.#seq = last
    }
  }

  #read(): void {
    if (this.#isReading) return
    this.#isReading = true
    this.#socket.send(`${this.#prefix.replace(',["', `,${++this.#reads}["`)}read",${this.#seq},""]`)
  }

  #answered(packet: string, at: number): void {
    this.#isReading = false
    const [reply] = JSON.parse(packet.slice(packet.indexOf('[{'))) as [
      { ok: boolean; head: number; base: number; entries: readonly string[] },
    ]
    if (!reply.ok) setTimeout(() => this.#read(), readRetry)
    else {
      this.#received(reply.base, reply.base + reply.entries.length - 1, at)
      if (this.#seq < reply.head) this.#read()
    }
  }
}

/** Of packets as all viewers get them, by their text: each is looked into once. */
const counts = new Map<string, number>()
const mostCounts = 1000

function entriesIn(packet: string, jsonAt: number): number {
  const known = counts.get(packet)
  if (known !== undefined) return known
  const [, , entries] = JSON.parse(packet.slice(jsonAt)) as [string, number, readonly string[]]
  if (counts.size >= mostCounts) counts.clear()
  counts.set(packet, entries.length)
  return entries.length
}
