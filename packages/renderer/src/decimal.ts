import type { Path } from '@drawbridge/geometry'

const minus = 0x2d
const point = 0x2e
const nought = 0x30
/** What a number of 32 bits, its sign and its point take at most, and one for a separator. */
const room = 16

/**
 * Text that is mostly numbers, written as bytes: millions of small strings would keep the collector busy for longer than
 * it takes to write them. Used again and again; `take` empties it.
 */
export class DecimalText {
  #bytes = new Uint8Array(4096)
  #length = 0

  /** @param code of an ASCII character */
  character(code: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = code
  }

  /** Only ASCII characters. */
  ascii(text: string): void {
    this.#reserve(text.length)
    for (let i = 0; i < text.length; i++) this.#bytes[this.#length++] = text.charCodeAt(i)
  }

  /**
   * A decimal number, without a nought before its point or at its end.
   * @param steps whole @param perUnit a power of ten: how many steps make 1
   */
  number(steps: number, perUnit: number): void {
    this.#reserve(room)
    if (!(Math.abs(steps) <= 0x7fffffff)) {
      this.ascii(String(steps / perUnit))
      return
    }
    let rest = steps | 0
    if (rest < 0) {
      this.#bytes[this.#length++] = minus
      rest = -rest
    }
    const whole = (rest / perUnit) | 0
    rest -= whole * perUnit
    if (whole > 0 || rest === 0) this.#whole(whole)
    if (rest === 0) return
    this.#bytes[this.#length++] = point
    for (let place = perUnit / 10; rest > 0; place /= 10) {
      const digit = (rest / place) | 0
      this.#bytes[this.#length++] = nought + digit
      rest -= digit * place
    }
  }

  /** What is written, which the next text will write over. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length)
    this.#length = 0
    return taken
  }

  #whole(value: number): void {
    let places = 1
    for (let limit = 10; value >= limit; limit *= 10) places++
    this.#length += places
    let at = this.#length
    let rest = value
    do {
      const tenth = (rest / 10) | 0
      this.#bytes[--at] = nought + rest - tenth * 10
      rest = tenth
    } while (rest > 0)
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(2 * (this.#length + more))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

/** Board units below which a path is written with one digit more, with two, with three. */
const finer = [20, 2, 0.2] as const

/** Steps to a board unit that are fine enough for a path of this size, so that small ink of a large zoom keeps its form. */
export function stepsFor(path: Path): number {
  const extent = extentOf(path)
  return 100 * 10 ** finer.filter((limit) => extent < limit).length
}

function extentOf({ coordinates }: Path): number {
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = 0; i < coordinates.length; i += 2) {
    const x = coordinates[i] ?? 0
    const y = coordinates[i + 1] ?? 0
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return Math.max(maxX - minX, maxY - minY)
}
