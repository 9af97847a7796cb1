import { BadBytes } from './bytes.ts'

/** Printable ASCII without `"` and `\`: what JSON carries as it is, one byte a character. In order of their codes. */
const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((character) => character !== '"' && character !== '\\')
  .join('')

/** How many digits there are. */
export const radix = alphabet.length

const values = new Int8Array(128).fill(-1)
for (let digit = 0; digit < radix; digit++) values[alphabet.charCodeAt(digit)] = digit

/**
 * The first digit of a number says how many follow. A class holds what the ones before it do not reach, so that each
 * number has one form. The script append.lua writes the first three of them too.
 */
const classes = [
  { lead: 0, leads: 78, more: 0 },
  { lead: 78, leads: 12, more: 1 },
  { lead: 90, leads: 1, more: 2 },
  { lead: 91, leads: 1, more: 3 },
  { lead: 92, leads: 1, more: 8 },
].reduce<{ lead: number; leads: number; more: number; from: number; to: number }[]>((all, each) => {
  const from = all.at(-1)?.to ?? 0
  return [...all, { ...each, from, to: from + each.leads * radix ** each.more }]
}, [])

/** Builds a text of digits. */
export class DigitWriter {
  #text = ''

  get text(): string {
    return this.#text
  }

  /** @param value a whole number from 0, below `radix` */
  digit(value: number): void {
    this.#text += alphabet.charAt(value)
  }

  /** A fixed number of digits, the highest first. */
  digits(value: number, count: number): void {
    for (let scale = radix ** (count - 1); scale >= 1; scale /= radix)
      this.digit(Math.floor(value / scale) % radix)
  }

  /** A whole number from 0: one digit up to 77, two up to 1,193, three up to 9,842. */
  number(value: number): void {
    const kind = classes.find(({ to }) => value < to)
    if (!kind || value < 0) throw new RangeError(`${value} is no number that is written in digits`)
    const rest = value - kind.from
    const scale = radix ** kind.more
    this.digit(kind.lead + Math.floor(rest / scale))
    if (kind.more > 0) this.digits(rest % scale, kind.more)
  }

  /** A whole number of either sign. */
  zigzag(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** As it is: only what JSON needs no escapes for. */
  append(text: string): void {
    this.#text += text
  }
}

/** Reads what `DigitWriter` wrote; throws `BadBytes` on anything else. */
export class DigitReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get left(): number {
    return this.#text.length - this.#at
  }

  digit(): number {
    const value = values[this.#text.charCodeAt(this.#at++)] ?? -1
    if (value < 0) throw new BadBytes(this.left < 0 ? 'ends too early' : 'a character is no digit')
    return value
  }

  digits(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) value = value * radix + this.digit()
    return value
  }

  number(): number {
    const first = this.digit()
    const kind = classes.find(({ lead, leads }) => first < lead + leads)
    if (!kind) throw new BadBytes('a character is no digit')
    const value = kind.from + (first - kind.lead) * radix ** kind.more + this.digits(kind.more)
    if (!Number.isSafeInteger(value)) throw new BadBytes('a number is too large')
    return value
  }

  zigzag(): number {
    const value = this.number()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  /** As many characters as they are. */
  take(count: number): string {
    if (count > this.left) throw new BadBytes('ends too early')
    this.#at += count
    return this.#text.slice(this.#at - count, this.#at)
  }
}
