/** Milliseconds that one bucket spans. */
const resolution = 0.1
const buckets = 100_000

/** How long things took, to a tenth of a millisecond up to ten seconds, in constant room however many there are. */
export class Delays {
  readonly #counts: Uint32Array
  #total = 0
  #max = 0

  constructor() {
    this.#counts = new Uint32Array(buckets)
  }

  get total(): number {
    return this.#total
  }

  /** Milliseconds; NaN when there are none. */
  get max(): number {
    return this.#total === 0 ? NaN : this.#max
  }

  add(milliseconds: number): void {
    const bucket = Math.min(buckets - 1, Math.max(0, Math.floor(milliseconds / resolution)))
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#total++
    if (milliseconds > this.#max) this.#max = milliseconds
  }

  /** Milliseconds within which this share of all was done; NaN when there are none. */
  quantile(share: number): number {
    const wanted = share * this.#total
    let seen = 0
    for (let bucket = 0; bucket < buckets; bucket++) {
      seen += this.#counts[bucket] ?? 0
      if (seen >= wanted && seen > 0) return (bucket + 1) * resolution
    }
    return NaN
  }

  /** What another thread can take over with `merge`. */
  toParts(): DelayParts {
    return { counts: this.#counts, total: this.#total, max: this.#max }
  }

  merge({ counts, total, max }: DelayParts): void {
    counts.forEach((count, bucket) => {
      if (count > 0) this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count
    })
    this.#total += total
    this.#max = Math.max(this.#max, max)
  }
}

export interface DelayParts {
  readonly counts: Uint32Array
  readonly total: number
  readonly max: number
}
