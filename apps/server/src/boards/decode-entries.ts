import type { Entry } from '@drawbridge/board'
import { decodeEntry, DrawbridgeError } from '@drawbridge/protocol/stored'

/** Entries of a range of the log. Throws INTERNAL for one that cannot be decoded: the gate let nothing of the kind in. */
export function decodeEntries(base: number, encoded: readonly Uint8Array[]): Entry[] {
  return encoded.map((bytes, i) => {
    const decoded = decodeEntry(bytes, base + i)
    if (!decoded.ok)
      throw new DrawbridgeError('INTERNAL', `Entry ${base + i} of the log is broken: ${decoded.reason}.`)
    return decoded.value
  })
}
