import { parseBatch } from '@drawbridge/protocol'

/*
 * What a packet of a board's event says of seqs, without telling the entries that it holds.
 */

/** Seqs of the entries that a live packet brings; undefined for other events. @param start where the event's JSON begins */
export function liveRange(packet: string, start: number): readonly [first: number, last: number] | undefined {
  if (!packet.startsWith('["l"', start)) return undefined
  const { base, count } = extentOf(packet, start)
  return [base, base + count - 1]
}

/** How far the log goes, where the event tells; undefined for others. */
export function announcedHead(packet: string, start: number): number | undefined {
  if (!packet.startsWith('["head"', start)) return undefined
  return (JSON.parse(packet.slice(start)) as [string, string, number])[2]
}

interface Extent {
  readonly base: number
  readonly count: number
}

/** Of packets as all viewers get them, by their text: each is looked into once. */
const extents = new Map<string, Extent>()
const mostExtents = 1000

function extentOf(packet: string, start: number): Extent {
  const known = extents.get(packet)
  if (known) return known
  const [, text] = JSON.parse(packet.slice(start)) as [string, string]
  const batch = parseBatch(text)
  if (!batch.ok) throw new Error(`a live batch cannot be read: ${batch.reason}`)
  if (extents.size >= mostExtents) extents.clear()
  extents.set(packet, batch.value)
  return batch.value
}
