import { unabridged } from './fan-out.ts'
import type { BoardSocket } from './sockets.ts'

/** Bytes that may wait for a reader before it gets nothing live any more. What is beyond is one packet at most. */
const mostWaiting = 256 * 1024
/** Milliseconds. */
const lookEvery = 25
/** A reader that has not caught up for so long is cut off; it comes back and catches up from where it is. Milliseconds. */
const longestBehind = 30_000

/** The parts of an Engine.IO connection that tell how much waits in it. */
interface Conn {
  readonly writeBuffer: readonly unknown[]
  readonly transport: {
    readonly writable: boolean
    /** Absent with long-polling. */
    readonly socket?: { readonly bufferedAmount: number }
  }
  on(event: 'packetCreate', listener: (packet: { readonly data?: unknown }) => void): void
  off(event: 'packetCreate', listener: (packet: { readonly data?: unknown }) => void): void
  close(discard?: boolean): void
}

/**
 * Whether a connection gets what its board emits live. It does when it is open and reads fast enough: neither Engine.IO
 * nor ws has an end to what it buffers, so a reader that stops would cost all that the others draw meanwhile. Who is
 * behind gets nothing more until it has read what was sent; the head then tells it what it missed.
 */
export class LiveFeed {
  readonly #socket: BoardSocket
  readonly #conn: Conn
  readonly #caughtUp: () => void
  #isOpen = false
  /** Bytes in the write buffer, at most: what left it is only noticed when it is empty. */
  #written = 0
  #behind: { readonly since: number; readonly timer: NodeJS.Timeout } | undefined
  #waiting: (() => void)[] = []

  /** @param caughtUp called when the connection, open, gets live entries again after it was behind */
  constructor(socket: BoardSocket, caughtUp: () => void) {
    this.#socket = socket
    this.#conn = socket.conn as unknown as Conn
    this.#caughtUp = caughtUp
    this.#conn.on('packetCreate', this.#noticePacket)
  }

  get isBehind(): boolean {
    return this.#behind !== undefined
  }

  /** From now on what the board emits reaches the connection, unless it is behind. */
  open(): void {
    this.#isOpen = true
    if (!this.isBehind) this.#enter()
  }

  /** From now on nothing live reaches the connection. */
  close(): void {
    this.#isOpen = false
    this.#leave()
  }

  /** The connection has ended. */
  end(): void {
    this.close()
    this.#conn.off('packetCreate', this.#noticePacket)
    if (this.#behind) clearInterval(this.#behind.timer)
    this.#behind = undefined
    this.#resolveWaiting()
  }

  /** Resolves when little waits for the reader, or the connection has ended: answers that are large wait for this. */
  async readable(): Promise<void> {
    if (this.isBehind) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #noticePacket = ({ data }: { readonly data?: unknown }): void => {
    if (this.#conn.writeBuffer.length === 0) this.#written = 0
    this.#written += typeof data === 'string' ? data.length : ((data as Buffer | undefined)?.byteLength ?? 0)
    if (!this.isBehind && this.#written + this.#handedOver > mostWaiting) this.#fallBehind()
  }

  /** Bytes that Engine.IO has given to the WebSocket and the kernel has not taken. */
  get #handedOver(): number {
    return this.#conn.transport.socket?.bufferedAmount ?? 0
  }

  #fallBehind(): void {
    // In the middle of a broadcast, maybe: the adapter's loop takes that.
    this.#leave()
    const since = performance.now()
    this.#behind = { since, timer: setInterval(() => this.#look(since), lookEvery).unref() }
  }

  #look(since: number): void {
    const { transport, writeBuffer } = this.#conn
    // Not the event 'drain': it comes when the buffer was handed over to the socket, not when it was sent.
    if (transport.writable && writeBuffer.length === 0 && this.#handedOver === 0) this.#catchUp()
    else if (performance.now() - since > longestBehind) this.#conn.close(true)
  }

  #catchUp(): void {
    if (this.#behind) clearInterval(this.#behind.timer)
    this.#behind = undefined
    this.#written = 0
    if (this.#isOpen) {
      this.#enter()
      this.#caughtUp()
    }
    this.#resolveWaiting()
  }

  #enter(): void {
    const { connected, id, data } = this.#socket
    if (connected) void this.#socket.join(data.short ? id : [id, unabridged])
  }

  #leave(): void {
    this.#socket.nsp.adapter.delAll(this.#socket.id)
  }

  #resolveWaiting(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
