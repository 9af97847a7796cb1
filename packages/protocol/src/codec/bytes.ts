import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

// The one global besides the language that the codec needs; browsers and Node both have it.
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string }
// Without ignoreBOM a text that begins with U+FEFF would lose it, and its author would hold another board than the rest.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Thrown inside the codec on bytes that are not ours; the decoders turn it into a result. */
export class BadBytes extends Error {}

/** In this many bytes a text is read and written here. Its length is one byte. */
const longestPlain = 48

/** Appends to a growing byte string. */
export class ByteWriter {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, low bits first. */
  varint(value: number): void {
    this.#room(8)
    let rest = value
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length++] = rest
  }

  /** A whole number of either sign, small magnitudes short. */
  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  float64(value: number): void {
    this.#room(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  text(value: string): void {
    if (this.#asciiText(value)) return
    const bytes = utf8ToBytes(value)
    this.varint(bytes.length)
    this.bytes(bytes)
  }

  /** Most texts are short and plain, ids and keys: for these the platform's encoder takes longer to call than to run. */
  #asciiText(value: string): boolean {
    if (value.length > longestPlain) return false
    this.#room(1 + value.length)
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i)
      if (code > 0x7f) return false
      this.#bytes[this.#length + 1 + i] = code
    }
    this.#bytes[this.#length] = value.length
    this.#length += 1 + value.length
    return true
  }

  get length(): number {
    return this.#length
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const bytes = this.finish()
    this.#length = 0
    return bytes
  }
}

/** Reads what `ByteWriter` wrote; throws `BadBytes` on anything else. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at: number

  /** @param at where to begin */
  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = at
  }

  /** How far it has read. */
  get at(): number {
    return this.#at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    const value = this.#bytes[this.#at++]
    if (value === undefined) throw new BadBytes('ends too early')
    return value
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 8; i++) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (!Number.isSafeInteger(value)) throw new BadBytes('a number is too large')
        // One encoding per value: bytes that re-encode differently could not be compared.
        if (byte === 0 && i > 0) throw new BadBytes('a number is longer than it needs to be')
        return value
      }
      scale *= 0x80
    }
    throw new BadBytes('a number is too long')
  }

  zigzag(): number {
    const value = this.varint()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  float64(): number {
    if (this.left < 8) throw new BadBytes('ends too early')
    const value = this.#view.getFloat64(this.#at, true)
    this.#at += 8
    return value
  }

  bytes(length: number): Uint8Array {
    if (length > this.left) throw new BadBytes('ends too early')
    const value = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return value
  }

  /** Lets another reader go on from here; it says what it read and where that ended. */
  borrow<T>(read: (bytes: Uint8Array, at: number) => { readonly value: T; readonly end: number }): T {
    const { value, end } = read(this.#bytes, this.#at)
    this.#at = end
    return value
  }

  text(): string {
    const bytes = this.bytes(this.varint())
    const plain = asciiOf(bytes)
    if (plain !== undefined) return plain
    try {
      return utf8.decode(bytes)
    } catch {
      throw new BadBytes('text is not UTF-8')
    }
  }

  /** How many things follow; each takes at least `least` bytes, so a lie about it cannot make us allocate. */
  count(least = 1): number {
    const value = this.varint()
    if (value * least > this.left) throw new BadBytes('ends too early')
    return value
  }

  end(): void {
    if (this.left !== 0) throw new BadBytes('goes on after its end')
  }
}

export type Decoded<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

/** Runs a decoder over a whole byte string: hostile bytes become a reason, never an exception. */
export function decodeWhole<T>(bytes: Uint8Array, decode: (reader: ByteReader) => T): Decoded<T> {
  return decoded(() => {
    const reader = new ByteReader(bytes)
    const value = decode(reader)
    reader.end()
    return value
  })
}

/** What a decoder makes, or why it cannot. */
export function decoded<T>(decode: () => T): Decoded<T> {
  try {
    return { ok: true, value: decode() }
  } catch (error) {
    if (error instanceof BadBytes) return { ok: false, reason: error.message }
    throw error
  }
}

/** Undefined where there is more than ASCII in it, or too much. */
function asciiOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > longestPlain) return undefined
  for (const byte of bytes) if (byte > 0x7f) return undefined
  return String.fromCharCode(...bytes)
}

/** Parts as one string of bytes. */
export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  // What is in one piece already may be large.
  return only && parts.length === 1 ? only : concatBytes(...parts)
}
