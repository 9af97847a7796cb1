import type { ReadReply } from '@drawbridge/protocol'
import type { BoardSocket } from './board-socket.ts'
import { announcedHead, liveRanges } from './live-packets.ts'

/** Milliseconds. */
const readRetry = 250

interface Waiting {
  readonly seq: number
  readonly resolve: () => void
}

/**
 * Keeps account of which entries have come over a connection, and reads what is missing as a client does: what comes ahead
 * of its turn waits for what is before it.
 */
export class Follower {
  readonly #socket: BoardSocket
  readonly #received: (first: number, last: number) => void
  /** The last entry that is here with all before it; undefined while it is not known where to begin. */
  #seq: number | undefined
  #ahead: (readonly [first: number, last: number])[] = []
  #waiting: Waiting[] = []
  #isReading = false
  #reads = 0
  #packets = 0

  /** @param received told of each entry once, in order */
  constructor(socket: BoardSocket, received: (first: number, last: number) => void = () => undefined) {
    this.#socket = socket
    this.#received = received
    socket.onEvent((packet) => this.#take(packet))
  }

  /** 0 while it is not known where to begin. */
  get seq(): number {
    return this.#seq ?? 0
  }

  /** Entries that had to be asked for. */
  get entriesRead(): number {
    return this.#reads
  }

  /** Packets with live entries that have come. */
  get livePackets(): number {
    return this.#packets
  }

  /** What lies up to this entry is here by other means. */
  begin(seq: number): void {
    this.#seq = seq
    this.#drain()
  }

  /** Resolves when everything up to this entry is here, reading it if it does not come by itself. */
  async reach(seq: number): Promise<void> {
    if (this.seq >= seq) return
    const reached = new Promise<void>((resolve) => this.#waiting.push({ seq, resolve }))
    void this.#read()
    await reached
  }

  #take(packet: string): void {
    const live = liveRanges(packet)
    if (live) {
      this.#packets++
      this.#ahead.push(...live)
      this.#drain()
      if (this.#ahead.length > 0 && this.#seq !== undefined) void this.#read()
      return
    }
    const head = announcedHead(packet, this.#socket.eventStart)
    if (head !== undefined && this.#seq !== undefined && head > this.#seq) void this.#read()
  }

  #drain(): void {
    if (this.#seq === undefined) return
    for (let next = this.#ahead[0]; next && next[0] <= this.#seq + 1; next = this.#ahead[0]) {
      this.#ahead.shift()
      this.#advance(next[1])
    }
  }

  #advance(last: number): void {
    const seq = this.seq
    if (last <= seq) return
    this.#seq = last
    this.#received(seq + 1, last)
    if (this.#waiting.length === 0) return
    const reached = this.#waiting.filter((waiting) => waiting.seq <= last)
    this.#waiting = this.#waiting.filter((waiting) => waiting.seq > last)
    for (const { resolve } of reached) resolve()
  }

  async #read(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    const reply = await this.#socket.ask<ReadReply>('read', this.seq, '')
    this.#isReading = false
    if (!reply.ok) {
      setTimeout(() => void this.#read(), readRetry)
      return
    }
    const { base, entries, head } = reply
    this.#reads += entries.length
    if (base <= this.seq + 1) this.#advance(base + entries.length - 1)
    this.#drain()
    if (this.seq < head || this.#ahead.length > 0) void this.#read()
  }
}
