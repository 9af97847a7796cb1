/** Numbers from 0 up to but not including 1. */
export type Random = () => number

/**
 * A generator that gives the same numbers for the same seed, so that a failure can be replayed.
 * Source: mulberry32 by Tommy Ettinger (2017, public domain), as in https://github.com/bryc/code/blob/master/jshash/PRNGs.md
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from 0 up to but not including `end`. */
export function randomBelow(random: Random, end: number): number {
  return Math.floor(random() * end)
}

export function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => randomBelow(random, 256))
}

/** A copy in random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items]
  const order: T[] = []
  while (left.length > 0) order.push(...left.splice(randomBelow(random, left.length), 1))
  return order
}
