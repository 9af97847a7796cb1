import type { Appended, EntryGroup, OpLog } from '../log/op-log.ts'

/** The groups of an append, with fewer of them. */
export interface JoinedGroups {
  readonly groups: readonly EntryGroup[]
  /** For each group as it was, which of `groups` it is in. */
  readonly places: readonly number[]
}

/**
 * Makes one group of those of a client that follow each other: where several messages of one hand wait for the same append,
 * a live batch tells the second as what goes on from the first, and not by its whole record.
 */
export function joinGroups(groups: readonly EntryGroup[]): JoinedGroups {
  const joined: EntryGroup[] = []
  /** Where the last group of each client is. */
  const latest = new Map<string, number>()
  const places = groups.map((group) => {
    const { client, first, entries } = group
    const place = latest.get(client)
    const before = place === undefined ? undefined : joined[place]
    if (place !== undefined && before && canJoin(before, group)) {
      joined[place] = { client, first: before.first, entries: [...before.entries, ...entries] }
      return place
    }
    joined.push({ client, first, entries })
    latest.set(client, joined.length - 1)
    return joined.length - 1
  })
  return { groups: joined, places }
}

/** Appends to a log what follows each other as one; answers for each group as it was handed in. */
export async function appendJoined(
  log: Pick<OpLog, 'append'>,
  board: string,
  handedIn: readonly EntryGroup[],
): Promise<Appended> {
  const { groups, places } = joinGroups(handedIn)
  const { head, last } = await log.append(board, groups)
  return { head, last: places.map((place) => last[place] ?? 0) }
}

/** What is empty only asks how far the log has got. */
function canJoin({ first, entries }: EntryGroup, next: EntryGroup): boolean {
  return entries.length > 0 && next.entries.length > 0 && first + entries.length === next.first
}
