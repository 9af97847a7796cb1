import type { Entry } from '@drawbridge/board'
import { decodeBase64Url, encodeBase64Url } from '@drawbridge/board'
import { clientIdBytes } from '../names.ts'
import type { ByteReader, Decoded } from './bytes.ts'
import { ByteWriter, decodeWhole } from './bytes.ts'
import { readOperations } from './operations.ts'

/** An entry as the log stores it and the wire carries it; its seq is where it stands. */
export interface EntryRecord {
  readonly client: string
  readonly n: number
  /** Milliseconds since 1970. */
  readonly time: number
  /** As `encodeOperations` made them. */
  readonly operations: Uint8Array
}

export function encodeEntry(entry: EntryRecord): Uint8Array {
  const client = decodeBase64Url(entry.client)
  if (client?.length !== clientIdBytes) throw new TypeError(`${entry.client} is no client id`)
  const writer = new ByteWriter()
  writer.bytes(client)
  writer.varint(entry.n)
  writer.varint(entry.time)
  writer.bytes(entry.operations)
  return writer.finish()
}

/** Characters of base64url, so that all of client, n and time is in them. */
export const markLength = 32

/**
 * How an entry begins, as it travels: its client, its n and its time. It tells the entry from whatever another life of
 * the log holds at the same seq; two logs with the same mark at a seq agree on everything up to it.
 * @param entry base64url
 */
export function markOf(entry: string): string {
  return entry.slice(0, markLength)
}

/** `markOf` an entry that is here as bytes. */
export function markOfBytes(entry: Uint8Array): string {
  return encodeBase64Url(entry.subarray(0, (markLength * 3) / 4))
}

/** @param seq where the entry stands in the log */
export function decodeEntry(bytes: Uint8Array, seq: number): Decoded<Entry> {
  return decodeWhole(bytes, (reader) => ({ seq, ...readHead(reader), operations: readOperations(reader) }))
}

/** The parts of an entry; what its operations are is not looked at. */
export function decodeRecord(bytes: Uint8Array): Decoded<EntryRecord> {
  return decodeWhole(bytes, (reader) => ({ ...readHead(reader), operations: reader.bytes(reader.left) }))
}

function readHead(reader: ByteReader): Omit<EntryRecord, 'operations'> {
  return {
    client: encodeBase64Url(reader.bytes(clientIdBytes)),
    n: reader.varint(),
    time: reader.varint(),
  }
}
