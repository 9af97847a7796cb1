import type { ReadReply } from '@drawbridge/protocol'
import { clock } from '../clock.ts'
import type { Admission } from './board-socket.ts'
import { BoardSocket } from './board-socket.ts'
import type { Composition } from './composition.ts'
import type { Participant } from './participant.ts'

/** Milliseconds. */
const readRetry = 250

/**
 * Someone who receives everything of a board and reads what is missing, as a client does, but keeps nothing of it.
 * What the entries consist of is looked up in a composition.
 */
export class BareViewer implements Participant {
  readonly #socket: BoardSocket
  readonly #composition: Composition
  /** The last entry that is here with all before it. */
  #seq: number
  #isReading = false

  private constructor(socket: BoardSocket, composition: Composition) {
    this.#socket = socket
    this.#composition = composition
    this.#seq = socket.welcome.head
    socket.onEvent((packet) => this.#take(packet))
  }

  /** Resolves when it is welcome. */
  static async open(admission: Admission, composition: Composition): Promise<BareViewer> {
    return new BareViewer(await BoardSocket.open(admission), composition)
  }

  put(): void {
    throw new Error('a bare viewer does not draw')
  }

  close(): void {
    this.#socket.close()
  }

  #take(packet: string): void {
    const at = clock()
    const start = this.#socket.eventStart
    if (packet.startsWith('["entries"', start)) {
      const base = Number.parseInt(packet.slice(start + 11, start + 27), 10)
      this.#received(base, base + entriesIn(packet, start) - 1, at)
    } else if (packet.startsWith('["head"', start)) {
      const [, , head] = JSON.parse(packet.slice(start)) as [string, string, number]
      if (head > this.#seq) void this.#read()
    }
  }

  #received(first: number, last: number, at: number): void {
    if (first > this.#seq + 1) void this.#read()
    else if (last > this.#seq) {
      this.#composition.received(this.#seq + 1, last, at)
      this.#seq = last
    }
  }

  async #read(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    const reply = await this.#socket.ask<ReadReply>('read', this.#seq, '')
    const at = clock()
    this.#isReading = false
    if (!reply.ok) setTimeout(() => void this.#read(), readRetry)
    else {
      this.#received(reply.base, reply.base + reply.entries.length - 1, at)
      if (this.#seq < reply.head) void this.#read()
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
