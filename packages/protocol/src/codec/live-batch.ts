import type { Entry } from '@drawbridge/board'
import { decodeBase64Url, encodeBase64Url } from '@drawbridge/board'
import type { Decoded } from './bytes.ts'
import { BadBytes, ByteWriter, decoded, decodeWhole } from './bytes.ts'
import type { Chains, Link } from './chains.ts'
import { linkAfter } from './chains.ts'
import { DigitReader, DigitWriter } from './digits.ts'
import { decodeEntry, decodeRecord, encodeEntry, markOf, markOfBytes } from './entry.ts'
import { extendAfter, movesAfter } from './growth.ts'
import { encodeOperations, readOperations, writeId } from './operations.ts'
import type { Part } from './parts.ts'
import { bodyOf, readParts } from './parts.ts'

/*
 * A live batch is what one append stored, as one text: the seq of its first entry, the time, then groups. A group holds
 * consecutive entries of one client: how many entries back the one stands that it is told by (0: none), then its parts.
 */

/** The time of a batch is told modulo this. Milliseconds. */
const timeSpan = 93 ** 2

/** Consecutive entries of one client, as they will be in a batch wherever they come to stand in the log. */
export interface ComposedGroup {
  /** The seq of the entry that it is told by; 0 when it stands alone. */
  readonly ref: number
  /** What follows the distance to that entry. */
  readonly body: string
  /** `markOf` its last entry. */
  readonly mark: string
  /** Of its last entry; undefined when that cannot be read. */
  readonly link: Link | undefined
}

/** Entries of the log, as far as they can be read. */
interface ReadRecord {
  readonly bytes: Uint8Array
  readonly operations: Uint8Array
  readonly entry: Entry | undefined
}

function readRecord(bytes: Uint8Array): ReadRecord {
  const record = decodeRecord(bytes)
  if (!record.ok) return { bytes, operations: bytes, entry: undefined }
  const { operations } = record.value
  const decodedOperations = decodeWhole(operations, readOperations)
  const entry = decodedOperations.ok
    ? { ...record.value, seq: 0, operations: decodedOperations.value }
    : undefined
  return { bytes, operations, entry }
}

/**
 * The group that these entries make. @param chains what everyone knows who knows the log
 * @param time of the batch
 */
export function composeGroup(chains: Chains, entries: readonly Uint8Array[], time: number): ComposedGroup {
  return compose(chains, entries.map(readRecord), time)
}

function compose(chains: Chains, records: readonly ReadRecord[], time: number): ComposedGroup {
  const [first] = records
  const known = first?.entry && chains.latest(first.entry.client)
  let link = known?.link
  const parts: Part[] = []
  for (const { bytes, operations, entry } of records) {
    const part = entry && link && partAfter(link, entry, operations, time)
    parts.push(part ?? { type: 'record', text: encodeBase64Url(bytes) })
    link = entry && linkAfter(link, entry)
  }
  const ref = parts[0]?.type === 'record' ? 0 : (known?.seq ?? 0)
  return { ref, body: bodyOf(parts), mark: markOfBytes(records.at(-1)?.bytes ?? new Uint8Array()), link }
}

/** The entry as what follows a link, if it does. */
function partAfter(link: Link, entry: Entry, operations: Uint8Array, time: number): Part | undefined {
  const { client, n } = entry
  const follows = link.client === client && link.n === n - 1 && timeAfter(link.time, time) === entry.time
  if (!follows) return undefined
  const [operation] = entry.operations
  const moves = movesAfter(link, operation)
  // What is told by moves is written anew by whoever reads it: it must come out as the log has it.
  if (operation && moves && equal(operations, encodeOperations([operation]))) return { type: 'moves', moves }
  return { type: 'operations', bytes: operations }
}

/** The first moment from one on that a batch with this time can mean. */
function timeAfter(from: number, time: number): number {
  return from + ((((time - from) % timeSpan) + timeSpan) % timeSpan)
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** How a batch begins. @param base the seq of its first entry */
export function batchBase(base: number): string {
  const writer = new DigitWriter()
  writer.number(base)
  return writer.text
}

/** The time of a batch, which stands behind its base. */
export function batchTime(time: number): string {
  const writer = new DigitWriter()
  writer.digits(time % timeSpan, 2)
  return writer.text
}

/** The group in a batch. @param seq where its first entry stands in the log */
export function placeGroup(seq: number, { ref, body }: ComposedGroup): string {
  const writer = new DigitWriter()
  writer.number(ref === 0 ? 0 : seq - ref)
  writer.append(body)
  return writer.text
}

/** Consecutive entries of a log as one batch; `chains` knows those before, and then these too. */
export function composeBatch(chains: Chains, base: number, entries: readonly Uint8Array[]): string {
  const records = entries.map(readRecord)
  const time = records.find(({ entry }) => entry)?.entry?.time ?? 0
  let text = batchBase(base) + batchTime(time)
  for (let from = 0; from < records.length;) {
    const client = records[from]?.entry?.client
    let to = from + 1
    while (client !== undefined && records[to]?.entry?.client === client) to++
    const group = compose(chains, records.slice(from, to), time)
    text += placeGroup(base + from, group)
    if (group.link) chains.note(base + to - 1, group.link)
    from = to
  }
  return text
}

/** Consecutive entries by one client, as they came: what they are can be told once all entries before them are known. */
export interface LiveGroup {
  /** The seq of its first entry. */
  readonly seq: number
  readonly count: number
  /** The seq of the entry that it is told by; 0 when it stands alone. */
  readonly ref: number
  /** Of its batch, modulo the span. */
  readonly time: number
  readonly parts: readonly Part[]
}

export interface LiveBatch {
  readonly base: number
  readonly count: number
  readonly groups: readonly LiveGroup[]
}

/** The groups of a batch. Says nothing of whether they can be resolved. */
export function parseBatch(text: string): Decoded<LiveBatch> {
  return decoded(() => {
    const reader = new DigitReader(text)
    const base = reader.number()
    if (base === 0) throw new BadBytes('a batch begins at no seq')
    const time = reader.digits(2)
    const groups: LiveGroup[] = []
    let seq = base
    while (reader.left > 0) {
      const distance = reader.number()
      const ref = distance === 0 ? 0 : seq - distance
      if (ref < 0) throw new BadBytes('a group is told by no entry')
      const parts = readParts(reader)
      groups.push({ seq, count: parts.length, ref, time, parts })
      seq += parts.length
      if (!Number.isSafeInteger(seq)) throw new BadBytes('a number is too large')
    }
    return { base, count: seq - base, groups }
  })
}

/** An entry that came from the log, and `markOf` it. */
export interface ReceivedEntry {
  readonly mark: string
  readonly entry: Decoded<Entry>
}

/** An entry as ranges carry it. @param text base64url */
export function receiveEntry(text: string, seq: number): ReceivedEntry {
  const bytes = decodeBase64Url(text)
  const entry = bytes ? decodeEntry(bytes, seq) : ({ ok: false, reason: 'not base64url' } as const)
  return { mark: markOf(text), entry }
}

/**
 * The entries of a group; undefined when they cannot be told: the log must be read then.
 * @param chains of all entries before the group, as far as they are known
 */
export function resolveGroup(group: LiveGroup, chains: Chains): readonly ReceivedEntry[] | undefined {
  const entries: ReceivedEntry[] = []
  let link = group.ref === 0 ? undefined : chains.at(group.ref)
  for (const [i, part] of group.parts.entries()) {
    const seq = group.seq + i
    const received =
      part.type === 'record' ? receiveEntry(part.text, seq) : link && follow(link, part, seq, group.time)
    if (!received) return undefined
    entries.push(received)
    const { entry } = received
    link = entry.ok ? linkAfter(link ?? chains.latest(entry.value.client)?.link, entry.value) : undefined
  }
  return entries
}

function follow(
  link: Link,
  part: Exclude<Part, { readonly type: 'record' }>,
  seq: number,
  batchTime: number,
): ReceivedEntry | undefined {
  const { client } = link
  const head = { client, n: link.n + 1, time: timeAfter(link.time, batchTime) }
  if (part.type === 'operations') {
    const operations = decodeWhole(part.bytes, readOperations)
    if (!operations.ok) return undefined
    const mark = markOfBytes(encodeEntry({ ...head, operations: part.bytes }))
    return { mark, entry: { ok: true, value: { seq, ...head, operations: operations.value } } }
  }
  const operation = extendAfter(link, part.moves)
  if (!operation) return undefined
  const mark = markOfBytes(encodeEntry({ ...head, operations: beginning(operation.id) }))
  return { mark, entry: { ok: true, value: { seq, ...head, operations: [operation] } } }
}

/** How operations on one element begin: as much of them as can be in a mark. */
function beginning(id: string): Uint8Array {
  const writer = new ByteWriter()
  writer.varint(1)
  writeId(writer, id)
  return writer.finish()
}
