import { parseBatch } from '@drawbridge/protocol'

/*
 * What a packet of a board's event says of seqs, without telling the entries that it holds.
 */

/** What live packets begin with: a message of Engine.IO, and the letter of their short form. */
const live = '4l'
/** Between two batches. */
const separator = '"'

type SeqRange = readonly [first: number, last: number]

export function isLive(packet: string): boolean {
  return packet.startsWith(live)
}

/** Seqs of the entries that each batch of a live packet brings; undefined for other events. */
export function liveRanges(packet: string): readonly SeqRange[] | undefined {
  if (!isLive(packet)) return undefined
  const known = ranges.get(packet)
  if (known) return known
  const told = packet.slice(live.length).split(separator).map(rangeOf)
  if (ranges.size >= mostKept) ranges.clear()
  ranges.set(packet, told)
  return told
}

/** Of packets as all viewers get them, by their text: each is looked into once. */
const ranges = new Map<string, readonly SeqRange[]>()
const mostKept = 1000

function rangeOf(text: string): SeqRange {
  const batch = parseBatch(text)
  if (!batch.ok) throw new Error(`a live batch cannot be read: ${batch.reason}`)
  const { base, count } = batch.value
  return [base, base + count - 1]
}

/** How far the log goes, where the event tells; undefined for others. @param start where the event's JSON begins */
export function announcedHead(packet: string, start: number): number | undefined {
  if (!packet.startsWith('["head"', start)) return undefined
  return (JSON.parse(packet.slice(start)) as [string, string, number])[2]
}
