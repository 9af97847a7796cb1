import { badOperation } from '@drawbridge/board'
import type { Decoded, ErrorCode, Limits, Link, ParsedGrowth, Role, WireError } from '@drawbridge/protocol'
import {
  decodeOperations,
  DrawbridgeError,
  encodeEntry,
  encodeOperations,
  extendAfter,
  linkAfter,
  mayEdit,
  parseGrowth,
} from '@drawbridge/protocol'
import type { EntryGroup } from '../log/op-log.ts'

/** What a client hands in, before anything about it is known to be true. */
export interface Submitted {
  readonly role: Role
  readonly client: string
  readonly first: unknown
  readonly entries: unknown
}

/** What grows a stroke, before it is known what that comes to. */
export interface SubmittedGrowth {
  readonly role: Role
  readonly client: string
  readonly growth: ParsedGrowth
}

/** What passes the gate, as the log takes it. */
export interface Passed {
  readonly ok: true
  readonly group: EntryGroup
  /** Of all its entries. */
  readonly bytes: number
  /** Of its last entry: what a growth that comes next goes on from. */
  readonly link: Link | undefined
}

export type Verdict = Passed | { readonly ok: false; readonly error: WireError; readonly at?: number }

/** Far more than a hand does between two messages, and so little that nobody is kept waiting for it. */
const mostGrowthCharacters = 4096

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
 * @param before of the last entry that came over the same connection
 */
export function passGate(
  { role, client, first, entries }: Submitted,
  limits: Limits,
  now: number,
  before?: Link,
): Verdict {
  if (!mayEdit(role)) return refuse('READ_ONLY')
  if (!Number.isSafeInteger(first) || (first as number) < 1)
    return refuse('BAD_REQUEST', 'The first number of a submit is a whole number from 1.')
  if (!Array.isArray(entries) || entries.length === 0)
    return refuse('BAD_REQUEST', 'A submit holds a list of entries.')
  if (entries.length > limits.submitEntries)
    return refuse('TOO_LARGE', `A submit holds at most ${limits.submitEntries} entries.`)
  const records: Uint8Array[] = []
  let size = 0
  let link = before
  for (const [at, text] of (entries as readonly unknown[]).entries()) {
    if (typeof text !== 'string') return refuse('INVALID_ENTRY', 'An entry is a text.', at)
    if (text.length * 0.75 > limits.entryBytes)
      return refuse('TOO_LARGE', `An entry has at most ${limits.entryBytes} bytes.`, at)
    const operations = bytesOf(text)
    if (!operations) return refuse('INVALID_ENTRY', 'An entry is base64url without padding.', at)
    const decoded = decodeOperations(operations)
    if (!decoded.ok) return refuse('INVALID_ENTRY', `The entry is refused: ${decoded.reason}.`, at)
    const head = { client, n: (first as number) + at, time: now }
    const record = encodeEntry({ ...head, operations })
    size += record.length
    records.push(record)
    link = linkAfter(link, { ...head, operations: decoded.value })
  }
  return { ok: true, group: { client, first: first as number, entries: records }, bytes: size, link }
}

/** Reads what a client hands in as a growth; nothing that it sends makes this throw. */
export function openGrowth(growth: unknown): Decoded<ParsedGrowth> {
  if (typeof growth !== 'string') return { ok: false, reason: 'a growth is a text' }
  if (growth.length > mostGrowthCharacters)
    return { ok: false, reason: `a growth has at most ${mostGrowthCharacters} characters` }
  return parseGrowth(growth)
}

/**
 * The same checks for what grows the stroke that the entry before it has left. Where that entry is not the last one that
 * passed, for it was refused, the group is empty: storing it says where to go on.
 * @param before of the last entry that came over the same connection; undefined when it was refused
 */
export function passGrowth(
  { role, client, growth }: SubmittedGrowth,
  limits: Limits,
  now: number,
  before: Link | undefined,
): Verdict {
  if (!mayEdit(role)) return refuse('READ_ONLY')
  const { first, moves } = growth
  if (before?.n !== first - 1)
    return { ok: true, group: { client, first, entries: [] }, bytes: 0, link: undefined }
  if (moves.length > limits.submitEntries)
    return refuse('TOO_LARGE', `A submit holds at most ${limits.submitEntries} entries.`)
  const records: Uint8Array[] = []
  let size = 0
  let link = before
  for (const [at, each] of moves.entries()) {
    const operation = extendAfter(link, each)
    if (!operation) return refuse('INVALID_ENTRY', 'The entry grows no stroke.', at)
    const reason = badOperation(operation)
    if (reason !== undefined) return refuse('INVALID_ENTRY', `The entry is refused: ${reason}.`, at)
    const head = { client, n: first + at, time: now }
    const operations = [operation]
    const record = encodeEntry({ ...head, operations: encodeOperations(operations) })
    size += record.length
    records.push(record)
    link = linkAfter(link, { ...head, operations })
  }
  return { ok: true, group: { client, first, entries: records }, bytes: size, link }
}
