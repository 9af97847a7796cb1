/**
 * Entry ranges that came from the fan-out ahead of their turn. Instances fan out independently, so ranges may overlap,
 * repeat and come out of order; entries are taken strictly one after the other.
 */
export class Arrivals {
  readonly #held = new Map<number, string>()

  get size(): number {
    return this.#held.size
  }

  /** @param seq where this replica stands: what is not after it is old news */
  add(base: number, entries: readonly string[], seq: number): void {
    entries.forEach((entry, i) => {
      if (base + i > seq) this.#held.set(base + i, entry)
    })
  }

  /** The entry at `seq`, if it is here. */
  take(seq: number): string | undefined {
    const entry = this.#held.get(seq)
    this.#held.delete(seq)
    return entry
  }

  /** Forgets what a snapshot at `seq` covers. */
  forget(seq: number): void {
    for (const held of this.#held.keys()) if (held <= seq) this.#held.delete(held)
  }

  clear(): void {
    this.#held.clear()
  }
}
