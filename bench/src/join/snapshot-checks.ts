import { decodeSnapshot } from '@drawbridge/protocol'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Answer } from './visitor.ts'

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  identity: (bytes) => bytes,
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/** Whether everyone got the same snapshot, byte for byte, and whether it is one: the first of each is kept for that. */
export class SnapshotChecks {
  readonly #kept = new Map<string, Answer & { readonly seq: number }>()
  readonly #coming = new Set<number>()
  #differing = 0

  /** Whether the body is to be kept of one that is about to be asked for. */
  isWanted(seq: number): boolean {
    if (this.#coming.has(seq)) return false
    this.#coming.add(seq)
    return true
  }

  arrived(seq: number, answer: Answer): void {
    const name = `${seq} ${answer.encoding}`
    const known = this.#kept.get(name)
    if (!known) this.#kept.set(name, { ...answer, seq })
    else {
      if (known.checksum !== answer.checksum || known.bytes !== answer.bytes) this.#differing++
      if (answer.body && !known.body) this.#kept.set(name, { ...answer, seq })
    }
  }

  /** Decodes what was kept: not while anything is measured. Throws when a snapshot is not what it should be. */
  verify(): { readonly fewestElements: number; readonly decodedBytes: number } {
    if (this.#differing > 0) throw new Error(`${this.#differing} got other bytes of the same snapshot`)
    const boards = [...this.#kept.values()].flatMap(({ body, encoding, seq }) => {
      if (!body) return []
      const bytes = decoders[encoding]?.(body)
      const decoded = bytes && decodeSnapshot(bytes)
      if (!bytes || !decoded?.ok || decoded.value.seq !== seq)
        throw new Error(`the snapshot at ${seq} is broken`)
      return [{ elements: decoded.value.board.elements.length, bytes: bytes.length }]
    })
    return {
      fewestElements: Math.min(...boards.map(({ elements }) => elements)),
      decodedBytes: Math.max(...boards.map(({ bytes }) => bytes)),
    }
  }
}
