import { DrawbridgeError } from '@drawbridge/protocol'
import type { ColdStore, SegmentName } from './cold-store.ts'
import { compress, decompress, nameSegment, packEntries, unpackEntries } from './segment.ts'

/** The end of a board's history. The hash names all of it, so another life of the board cannot be taken for this one. */
export interface HistoryEnd {
  readonly seq: number
  readonly hash: string
}

const keptChains = 200
const keptSegments = 16

/** A map that forgets what was used longest ago. */
class Recent<Value> {
  readonly #size: number
  readonly #values = new Map<string, Value>()

  constructor(size: number) {
    this.#size = size
  }

  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const value = this.#values.get(key) ?? (await load())
    this.#values.delete(key)
    this.#values.set(key, value)
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#size) break
      this.#values.delete(oldest)
    }
    return value
  }
}

/**
 * The old entries of boards, byte for byte, as a chain of compressed segments in the cold store. A segment is written before
 * anything names it and never changed; two who extend the same history write two segments, and one of them is named.
 */
export class History {
  readonly #store: ColdStore
  readonly #chains = new Recent<readonly SegmentName[]>(keptChains)
  readonly #segments = new Recent<readonly Uint8Array[]>(keptSegments)

  constructor(store: ColdStore) {
    this.#store = store
  }

  /** Stores entries behind the end of a history and returns its new end, which the caller must then keep. */
  async extend(board: string, end: HistoryEnd, entries: readonly Uint8Array[]): Promise<HistoryEnd> {
    const packed = packEntries(entries)
    const name = nameSegment(end, entries.length, packed)
    await this.#store.putSegment(board, name, await compress(packed))
    return { seq: name.last, hash: name.hash }
  }

  /**
   * Entries after a seq that lies before the end, up to the end of the segment that they are in.
   * Rejects with INTERNAL where the store lacks a part of the history or holds a damaged one.
   */
  async read(board: string, end: HistoryEnd, after: number): Promise<readonly Uint8Array[]> {
    const chain = await this.#chains.get(`${board}:${end.hash}`, () => this.#follow(board, end))
    const name = chain.find(({ last }) => last > after)
    if (!name) throw new DrawbridgeError('INTERNAL', `A history that ends at ${end.seq} has no ${after + 1}.`)
    const entries = await this.#segments.get(`${board}:${name.hash}`, () => this.#load(board, name))
    return entries.slice(after + 1 - name.first)
  }

  /** The segments of a history, oldest first. */
  async #follow(board: string, end: HistoryEnd): Promise<readonly SegmentName[]> {
    const byHash = new Map((await this.#store.segments(board)).map((name) => [name.hash, name]))
    const chain: SegmentName[] = []
    for (let at = end; at.seq > 0;) {
      const name = byHash.get(at.hash)
      if (name?.last !== at.seq)
        throw new DrawbridgeError('INTERNAL', `The cold store lacks entries up to ${at.seq} (${at.hash}).`)
      chain.push(name)
      at = { seq: name.first - 1, hash: name.previous }
    }
    return chain.reverse()
  }

  async #load(board: string, name: SegmentName): Promise<readonly Uint8Array[]> {
    const bytes = await this.#store.segment(board, name)
    if (!bytes) throw new DrawbridgeError('INTERNAL', `The cold store lacks the segment ${name.hash}.`)
    const packed = await decompress(bytes)
    const entries = unpackEntries(packed)
    const before = { seq: name.first - 1, hash: name.previous }
    if (nameSegment(before, entries.length, packed).hash !== name.hash)
      throw new DrawbridgeError('INTERNAL', `The segment ${name.hash} in the cold store is damaged.`)
    return entries
  }
}
