/*
 * What a packet of a board's event says of seqs, without decoding the entries that it holds.
 */

/** Seqs of the entries that a live packet brings; undefined for other events. @param start where the event's JSON begins */
export function liveRange(packet: string, start: number): readonly [first: number, last: number] | undefined {
  if (!packet.startsWith('["entries"', start)) return undefined
  const first = Number.parseInt(packet.slice(start + 11, start + 27), 10)
  return [first, first + entriesIn(packet, start) - 1]
}

/** How far the log goes, where the event tells; undefined for others. */
export function announcedHead(packet: string, start: number): number | undefined {
  if (!packet.startsWith('["head"', start)) return undefined
  return (JSON.parse(packet.slice(start)) as [string, string, number])[2]
}

/** Of packets as all viewers get them, by their text: each is looked into once. */
const counts = new Map<string, number>()
const mostCounts = 1000

function entriesIn(packet: string, start: number): number {
  const known = counts.get(packet)
  if (known !== undefined) return known
  const [, , entries] = JSON.parse(packet.slice(start)) as [string, number, readonly string[]]
  if (counts.size >= mostCounts) counts.clear()
  counts.set(packet, entries.length)
  return entries.length
}
