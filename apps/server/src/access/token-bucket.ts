/** A rate that may be exceeded in bursts. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #capacity: number
  #tokens: number
  #at: number

  /** @param now milliseconds, by any clock that only goes forward */
  constructor(perSecond: number, capacity: number, now: number) {
    this.#perSecond = perSecond
    this.#capacity = capacity
    this.#tokens = capacity
    this.#at = now
  }

  /** Takes the tokens and returns 0, or takes none and returns the milliseconds until there are enough. */
  take(tokens: number, now: number): number {
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    // More than the bucket ever holds would wait for ever: it goes when the bucket is full.
    const needed = Math.min(tokens, this.#capacity)
    if (this.#tokens < needed) return Math.ceil(((needed - this.#tokens) / this.#perSecond) * 1000)
    this.#tokens -= tokens
    return 0
  }

  /** Takes tokens that are not there: later takes wait for them. At most what the bucket holds is owed. */
  owe(tokens: number): void {
    this.#tokens = Math.max(-this.#capacity, this.#tokens - tokens)
  }

  /** True when nothing was taken for so long that the bucket is full again. */
  isFull(now: number): boolean {
    return this.#tokens + ((now - this.#at) / 1000) * this.#perSecond >= this.#capacity
  }
}
