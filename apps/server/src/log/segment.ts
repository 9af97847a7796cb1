import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { DrawbridgeError } from '@drawbridge/protocol/stored'
import type { SegmentName } from './cold-store.ts'

/** Bytes are counted before compression. A segment ends with the last entry that fits; one that is larger is alone. */
export interface SegmentSizes {
  /** A segment is worth writing when it has so many entries, or so many bytes. */
  readonly leastEntries: number
  readonly leastBytes: number
  readonly mostEntries: number
  readonly mostBytes: number
}

export const segmentSizes: SegmentSizes = {
  leastEntries: 1000,
  leastBytes: 256 * 1024,
  mostEntries: 4096,
  mostBytes: 1024 * 1024,
}

/** The entries that the next segment should hold, of those that follow the history; none while it is not worth it. */
export function cutSegment(
  entries: readonly Uint8Array[],
  { leastEntries, leastBytes, mostEntries, mostBytes }: SegmentSizes,
): readonly Uint8Array[] {
  let bytes = 0
  let count = 0
  for (const { byteLength } of entries) {
    if (count === mostEntries || (count > 0 && bytes + byteLength > mostBytes)) break
    bytes += byteLength
    count += 1
  }
  return count >= leastEntries || (count > 0 && bytes >= leastBytes) ? entries.slice(0, count) : []
}

/** Entries of a range, gathered from one place after another: at most `maxBytes` of them, but at least one. */
export class RangeFill {
  readonly entries: Uint8Array[] = []
  readonly #maxBytes: number
  #size = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Bytes that still fit. */
  get room(): number {
    return Math.max(0, this.#maxBytes - this.#size)
  }

  /** Takes entries as long as they fit. False when one did not: the range ends there. */
  take(entries: Iterable<Uint8Array>): boolean {
    for (const entry of entries) {
      if (this.entries.length > 0 && entry.byteLength > this.room) return false
      this.#size += entry.byteLength
      this.entries.push(entry)
    }
    return true
  }
}

const compressAsync = promisify(zstdCompress)
const decompressAsync = promisify(zstdDecompress)

/** Off the main thread. */
export function compress(bytes: Uint8Array): Promise<Buffer> {
  return compressAsync(bytes)
}

/** Off the main thread. Throws INTERNAL for bytes that `compress` did not make. */
export async function decompress(bytes: Uint8Array): Promise<Buffer> {
  try {
    return await decompressAsync(bytes)
  } catch (cause) {
    throw new DrawbridgeError('INTERNAL', 'What was stored compressed is damaged.', { cause })
  }
}

/** Entries one after another, each behind its length (four bytes, low first: what compresses well). */
export function packEntries(entries: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = []
  for (const entry of entries) {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(entry.byteLength)
    parts.push(length, entry)
  }
  return Buffer.concat(parts)
}

/** Throws INTERNAL for bytes that `packEntries` did not make. */
export function unpackEntries(bytes: Buffer): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.byteLength;) {
    const start = at + 4
    const end = start <= bytes.byteLength ? start + bytes.readUInt32LE(at) : Infinity
    if (end > bytes.byteLength) throw new DrawbridgeError('INTERNAL', 'Packed entries end too early.')
    entries.push(bytes.subarray(start, end))
    at = end
  }
  return entries
}

/** A name for packed entries that no other content, and no other content before it, has. */
export function nameSegment(
  previous: { readonly seq: number; readonly hash: string },
  count: number,
  packed: Uint8Array,
): SegmentName {
  const first = previous.seq + 1
  const hash = createHash('sha256').update(`${previous.hash}:${first}:`).update(packed)
  return {
    first,
    last: previous.seq + count,
    hash: hash.digest('hex').slice(0, 32),
    previous: previous.hash,
  }
}
