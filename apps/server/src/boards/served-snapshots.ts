import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { OpLog } from '../log/op-log.ts'

/** A snapshot as it is sent. */
export interface ServedSnapshot {
  /** The same for everyone who asks, and for no other snapshot. */
  readonly tag: string
  readonly bytes: Buffer
  /** The same compressed, once that is done. */
  readonly gzipped: Buffer | undefined
}

interface Held extends ServedSnapshot {
  readonly board: string
  gzipped: Buffer | undefined
}

const compress = promisify(gzip)
/** Ink is packed as it is: more effort gains a hundredth and takes twice the time. */
const level = 1

/**
 * The snapshots that were asked for last, so that a storm of people who open one board costs one read and one compression,
 * beside the event loop. One that has given way to a newer one stays for those who were sent to it.
 */
export class ServedSnapshots {
  readonly #log: Pick<OpLog, 'state' | 'snapshot'>
  readonly #mostBytes: number
  readonly #held = new Map<string, Held>()
  readonly #reading = new Map<string, Promise<Held | undefined>>()
  #bytes = 0

  /** @param mostBytes that are held, of all together; the one that was asked for last is held in any case */
  constructor(log: Pick<OpLog, 'state' | 'snapshot'>, mostBytes = 64 * 1024 * 1024) {
    this.#log = log
    this.#mostBytes = mostBytes
  }

  /** Undefined when there is none at that seq, or not any more. Rejects as the log does. */
  async find(board: string, seq: number): Promise<ServedSnapshot | undefined> {
    // Another life of the log may have another snapshot at this seq.
    const { epoch } = await this.#log.state(board)
    const tag = `${epoch}-${seq}`
    const name = `${board} ${tag}`
    const held = this.#held.get(name)
    if (held) {
      // The last in the map is the last that goes.
      this.#held.delete(name)
      this.#held.set(name, held)
      return held
    }
    let reading = this.#reading.get(name)
    if (!reading) {
      reading = this.#read(board, tag).finally(() => this.#reading.delete(name))
      this.#reading.set(name, reading)
    }
    return reading
  }

  async #read(board: string, tag: string): Promise<Held | undefined> {
    const newest = await this.#log.snapshot(board)
    if (!newest || `${newest.epoch}-${newest.seq}` !== tag) return undefined
    const { buffer, byteOffset, byteLength } = newest.bytes
    const held: Held = { board, tag, bytes: Buffer.from(buffer, byteOffset, byteLength), gzipped: undefined }
    this.#held.set(`${board} ${tag}`, held)
    this.#bytes += byteLength
    this.#makeRoom()
    void this.#compress(held)
    return held
  }

  async #compress(held: Held): Promise<void> {
    // Rejects for nothing that bytes may hold; who asks gets them as they are.
    const gzipped = await compress(held.bytes, { level }).catch(() => undefined)
    if (!gzipped || this.#held.get(`${held.board} ${held.tag}`) !== held) return
    held.gzipped = gzipped
    this.#bytes += gzipped.length
    this.#makeRoom()
  }

  #makeRoom(): void {
    for (const [name, { bytes, gzipped }] of this.#held) {
      if (this.#bytes <= this.#mostBytes || this.#held.size === 1) return
      this.#held.delete(name)
      this.#bytes -= bytes.length + (gzipped?.length ?? 0)
    }
  }
}
