import { TokenBucket } from './token-bucket.ts'

/** Members count as active for as long as this after they took something, up to twice as long. Milliseconds. */
const activeFor = 1000

/**
 * A rate that several share. As long as the whole is not used up anyone may take of it; from then on each goes on at an
 * equal part, whatever the others ask for: who takes less than that is never slowed by who takes more.
 */
export class SharedBucket {
  readonly perSecond: number
  readonly capacity: number
  readonly #common: TokenBucket
  #window = 0
  #active = 0
  #activeBefore = 0

  /** @param now milliseconds, by any clock that only goes forward */
  constructor(perSecond: number, capacity: number, now: number) {
    this.perSecond = perSecond
    this.capacity = capacity
    this.#common = new TokenBucket(perSecond, capacity, now)
  }

  /** Someone who shares it from now on. */
  join(now: number): BucketMember {
    return new BucketMember(this, this.#common, now)
  }

  /**
   * Counts who is active, without looking at each.
   * @param last the window in which this one was counted before
   * @returns the window that it is counted in now, and among how many the rate is divided
   */
  count(last: number, now: number): { readonly window: number; readonly parts: number } {
    const window = Math.floor(now / activeFor) + 1
    if (window !== this.#window) {
      this.#activeBefore = window === this.#window + 1 ? this.#active : 0
      this.#active = 0
      this.#window = window
    }
    if (last !== window) this.#active++
    return { window, parts: Math.max(1, this.#active, this.#activeBefore) }
  }
}

/** One of those who share a bucket. */
export class BucketMember {
  readonly #shared: SharedBucket
  readonly #common: TokenBucket
  #own: number
  #at: number
  #window = 0

  constructor(shared: SharedBucket, common: TokenBucket, now: number) {
    this.#shared = shared
    this.#common = common
    this.#own = shared.capacity
    this.#at = now
  }

  /** Takes the tokens and returns 0, or takes none and returns the milliseconds until this one's part has enough. */
  take(tokens: number, now: number): number {
    const { window, parts } = this.#shared.count(this.#window, now)
    this.#window = window
    const perSecond = this.#shared.perSecond / parts
    const capacity = this.#shared.capacity / parts
    this.#own = Math.min(capacity, this.#own + ((now - this.#at) / 1000) * perSecond)
    this.#at = now
    if (this.#common.take(tokens, now) > 0) {
      // More than a part ever holds would wait for ever: it goes when the part is full, and is paid for afterwards.
      const needed = Math.min(tokens, capacity)
      if (this.#own < needed) return Math.ceil(((needed - this.#own) / perSecond) * 1000)
      this.#common.owe(tokens)
    }
    this.#own = Math.max(-capacity, this.#own - tokens)
    return 0
  }
}
