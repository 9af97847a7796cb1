import type { EntryRange } from '@drawbridge/protocol'
import { markOf } from '@drawbridge/protocol'
import type { LogRange } from '../log/op-log.ts'
import { asText } from './fan-out.ts'

/** Whether a range begins with the entry at `seq`, and that is the one with this mark. */
export function hasMark(range: Pick<LogRange, 'base' | 'entries'>, seq: number, mark: string): boolean {
  const [entry] = range.base === seq ? asText(range.entries.slice(0, 1)) : []
  return entry !== undefined && markOf(entry) === mark
}

/** Whether a range has all that the log has from the first of its entries on. */
export function reachesHead({
  base,
  head,
  entries,
}: {
  readonly base: number
  readonly head: number
  readonly entries: readonly unknown[]
}): boolean {
  return base + entries.length > head
}

/** The part of a range after a seq, if it is all that the log has after it. */
export function wholeTail(
  range: Pick<LogRange, 'base' | 'head' | 'entries'>,
  after: number,
): EntryRange | undefined {
  const { base, entries } = range
  if (base > after + 1 || !reachesHead(range)) return undefined
  return { base: after + 1, entries: asText(entries.slice(after + 1 - base)) }
}
