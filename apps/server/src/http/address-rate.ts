import { DrawbridgeError } from '@drawbridge/protocol'
import { TokenBucket } from '../access/token-bucket.ts'

const sweepAt = 10_000

/** How often each address may do something. Kept by each instance for itself: it stops a runaway script, not an attacker. */
export class AddressRate {
  readonly #perMinute: number
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /** Throws RATE_LIMITED. */
  take(address: string): void {
    const now = performance.now()
    if (this.#buckets.size >= sweepAt)
      for (const [known, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(known)
    const bucket = this.#buckets.get(address) ?? new TokenBucket(this.#perMinute / 60, this.#perMinute, now)
    this.#buckets.set(address, bucket)
    const retryAfter = bucket.take(1, now)
    if (retryAfter > 0) throw new DrawbridgeError('RATE_LIMITED', undefined, { retryAfter })
  }
}
