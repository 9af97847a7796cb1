import type { ErrorCode, Limits, Role, WireError } from '@drawbridge/protocol'
import { decodeOperations, DrawbridgeError, encodeEntry, mayEdit } from '@drawbridge/protocol'
import type { EntryGroup } from '../log/op-log.ts'

/** What a client hands in, before anything about it is known to be true. */
export interface Submitted {
  readonly role: Role
  readonly client: string
  readonly first: unknown
  readonly entries: unknown
}

export type Verdict =
  | { readonly ok: true; readonly group: EntryGroup; /** Of all its entries. */ readonly bytes: number }
  | { readonly ok: false; readonly error: WireError; readonly at?: number }

function refuse(code: ErrorCode, message?: string, at?: number): Verdict {
  const error = new DrawbridgeError(code, message).toWire()
  return at === undefined ? { ok: false, error } : { ok: false, error, at }
}

/** Buffer.from skips what is not base64url, so only a text that comes back the same was all of it. */
function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

/**
 * The checks that entries pass before the log: what gets in is there for good and for everyone. All of them are made
 * before the first byte is stored, and nothing that a client sends makes this throw.
 * @param now milliseconds since 1970: the time that the entries get
 */
export function passGate({ role, client, first, entries }: Submitted, limits: Limits, now: number): Verdict {
  if (!mayEdit(role)) return refuse('READ_ONLY')
  if (!Number.isSafeInteger(first) || (first as number) < 1)
    return refuse('BAD_REQUEST', 'The first number of a submit is a whole number from 1.')
  if (!Array.isArray(entries) || entries.length === 0)
    return refuse('BAD_REQUEST', 'A submit holds a list of entries.')
  if (entries.length > limits.submitEntries)
    return refuse('TOO_LARGE', `A submit holds at most ${limits.submitEntries} entries.`)
  const records: Uint8Array[] = []
  let size = 0
  for (const [at, text] of (entries as readonly unknown[]).entries()) {
    if (typeof text !== 'string') return refuse('INVALID_ENTRY', 'An entry is a text.', at)
    if (text.length * 0.75 > limits.entryBytes)
      return refuse('TOO_LARGE', `An entry has at most ${limits.entryBytes} bytes.`, at)
    const operations = bytesOf(text)
    if (!operations) return refuse('INVALID_ENTRY', 'An entry is base64url without padding.', at)
    const decoded = decodeOperations(operations)
    if (!decoded.ok) return refuse('INVALID_ENTRY', `The entry is refused: ${decoded.reason}.`, at)
    const record = encodeEntry({ client, n: (first as number) + at, time: now, operations })
    size += record.length
    records.push(record)
  }
  return { ok: true, group: { client, first: first as number, entries: records }, bytes: size }
}
