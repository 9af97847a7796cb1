import type { Board } from './board.ts'
import type { Entry } from './operation.ts'

/**
 * Applies entries in log order to a board that stands at `seq`; returns the seq that it then stands at.
 * Entries at or before `seq` are skipped; a hole throws, because everything after it would be wrong.
 */
export function replay(board: Board, seq: number, entries: Iterable<Entry>): number {
  let at = seq
  for (const entry of entries) {
    if (entry.seq <= at) continue
    if (entry.seq !== at + 1) throw new RangeError(`the log has a hole: entry ${entry.seq} follows ${at}`)
    for (const operation of entry.operations) board.apply(operation)
    at = entry.seq
  }
  return at
}
