import { generateKeyBetween } from 'fractional-indexing'

/** Ties between keys are broken by id, so paint order is total whatever clients choose. */
interface Ordered {
  readonly index: string
  readonly id: string
}

export function comparePaintOrder(a: Ordered, b: Ordered): number {
  if (a.index !== b.index) return a.index < b.index ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** See `indexBetween` for how many insertions at one place fit. */
export const maxIndexLength = 1000

/** True for a key that `indexBetween` can work on. */
export function isIndex(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > maxIndexLength || !/^[0-9A-Za-z]+$/.test(value))
    return false
  try {
    generateKeyBetween(value, null)
    return true
  } catch {
    // The library's only way to say that a key is malformed.
    return false
  }
}

const lowest = `A${'0'.repeat(26)}`

/** The library's, but for the one key that it makes and does not take back: below all others there is room still. */
function keyBetween(low: string | null, high: string | null): string {
  const key = generateKeyBetween(low, high)
  return key === lowest ? `${lowest}V` : key
}

/** Two clients that insert at the same place at once almost never get the same key with this much jitter. */
const jitterBits = 10

/**
 * A paint order key above `below` and under `above`; null stands for the end of the order.
 * Where two neighbours already share a key there is no room between them: the new key goes above both.
 * Keys grow by about a character for every four insertions into one shrinking gap, so `isIndex` still accepts the first
 * three thousand there; at the ends of the order, where almost everything is inserted, they stay at about ten.
 * @param random 0…1, drawn by the caller; spreads the keys of clients that insert at the same place.
 */
export function indexBetween(below: string | null, above: string | null, random: number): string {
  let low = below
  let high = low !== null && above !== null && low >= above ? null : above
  let key = keyBetween(low, high)
  let bits = Math.floor(random * 2 ** jitterBits)
  for (let i = 0; i < jitterBits; i++) {
    if (bits & 1) low = key
    else high = key
    key = keyBetween(low, high)
    bits >>= 1
  }
  return key
}
