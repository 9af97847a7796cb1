import type { Limits } from '@drawbridge/protocol'
import type { BucketMember } from '../access/shared-bucket.ts'
import { SharedBucket } from '../access/shared-bucket.ts'

/** How much the connections of a board may submit together, each its fair part of it. */
export class SubmitRate {
  readonly #submits: SharedBucket
  readonly #bytes: SharedBucket

  /** @param now milliseconds of `performance.now` */
  constructor(limits: Limits, now: number) {
    const { boardSubmitsPerSecond, boardBytesPerSecond } = limits
    // A second's worth at most: a crowd's bursts add up, unlike those of one connection.
    this.#submits = new SharedBucket(boardSubmitsPerSecond, boardSubmitsPerSecond, now)
    this.#bytes = new SharedBucket(boardBytesPerSecond, boardBytesPerSecond, now)
  }

  /** Someone who submits from now on. */
  join(now: number): SubmitShare {
    return new SubmitShare(this.#submits.join(now), this.#bytes.join(now))
  }
}

/** What one connection may submit of it. */
export class SubmitShare {
  readonly #submits: BucketMember
  readonly #bytes: BucketMember

  constructor(submits: BucketMember, bytes: BucketMember) {
    this.#submits = submits
    this.#bytes = bytes
  }

  /** Counts a submit and returns 0, or the milliseconds after which it may come again. */
  take(bytes: number, now: number): number {
    return this.#submits.take(1, now) || this.#bytes.take(bytes, now)
  }
}
