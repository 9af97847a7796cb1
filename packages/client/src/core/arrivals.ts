import type { Chains, LiveBatch, LiveGroup, ReceivedEntry } from '@drawbridge/protocol'
import { receiveEntry, resolveGroup } from '@drawbridge/protocol'

/**
 * Entries that came ahead of their turn. Instances fan out independently, so what comes may overlap, repeat and be out of
 * order; entries are taken strictly one after the other.
 */
export class Arrivals {
  /** An entry as the log has it, or the live group that tells of it. */
  readonly #held = new Map<number, string | LiveGroup>()

  get size(): number {
    return this.#held.size
  }

  /** Entries that were read from the log. @param seq where this replica stands: what is not after it is old news */
  add(base: number, entries: readonly string[], seq: number): void {
    entries.forEach((entry, i) => {
      if (base + i > seq) this.#held.set(base + i, entry)
    })
  }

  addLive({ groups }: LiveBatch, seq: number): void {
    for (const group of groups)
      for (let at = Math.max(group.seq, seq + 1); at < group.seq + group.count; at++)
        if (typeof this.#held.get(at) !== 'string') this.#held.set(at, group)
  }

  /**
   * The entries from `seq` on that can be told now, at least one, if that is here; `unknown` when it is told by what this
   * replica has not seen. @param chains of the entries before `seq`
   */
  take(seq: number, chains: Chains): readonly ReceivedEntry[] | 'unknown' | undefined {
    const held = this.#held.get(seq)
    if (held === undefined) return undefined
    this.#held.delete(seq)
    if (typeof held === 'string') return [receiveEntry(held, seq)]
    for (let at = seq; at < held.seq + held.count; at++)
      if (this.#held.get(at) === held) this.#held.delete(at)
    return (held.seq === seq ? resolveGroup(held, chains) : undefined) ?? 'unknown'
  }

  has(seq: number): boolean {
    return this.#held.has(seq)
  }

  /** Forgets what a snapshot at `seq` covers. */
  forget(seq: number): void {
    for (const held of this.#held.keys()) if (held <= seq) this.#held.delete(held)
  }

  clear(): void {
    this.#held.clear()
  }
}
