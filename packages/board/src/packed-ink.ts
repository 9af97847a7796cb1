/*
 * How the samples of a stroke lie in memory, on the wire and in the log: about three bytes each, against sixteen as
 * numbers. A sample is
 *
 *   a byte of two codes: how far pressure (the high five bits) is from the last one, and how far the time since the last
 *   sample (the low three) is from the one before; all bits set say that the rest of the code follows as a varint
 *   varints of how far x and y are from where they would be if the hand had gone on as before
 *
 * all zig-zagged. There is one way to write a stroke, so equal inks have equal bytes.
 */

/** Numbers of a sample: grid x, grid y, pressure 0…255, milliseconds. */
export const stride = 4
/** The largest that one of them may be. */
export const maxCoordinate = 2 ** 31 - 1
/** What the hand of a mouse presses: worth no bytes in the first sample. */
const usualPressure = 128
const timeBits = 3
const timeEscape = 2 ** timeBits - 1
const pressureEscape = 2 ** (8 - timeBits) - 1

/** Each sample takes at least this many bytes. */
export const leastPointBytes = 3

/** Where a stroke's samples end, and what they span in steps of its grid. Without samples, `minX` is above `maxX`. */
export interface PackedExtent {
  readonly end: number
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** Goes through packed samples, one after the other, without making anything. */
export class PackedInkReader {
  x = 0
  y = 0
  /** 0…255 */
  pressure = usualPressure
  /** Milliseconds since the stroke began. */
  time = 0
  /** What is wrong with the bytes, once something is. */
  fault: string | undefined
  at: number
  readonly #bytes: Uint8Array
  #dx = 0
  #dy = 0
  #dt = 0
  #isFirst = true

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  /** Goes on to the next sample. What it holds after a fault means nothing. */
  next(): void {
    // Beyond the end this is undefined, and so is the x that follows it: that is where it shows.
    const codes = this.#bytes[this.at++] as number
    let pressure = codes >> timeBits
    if (pressure === pressureEscape) pressure += this.#varint()
    let time = codes & timeEscape
    if (time === timeEscape) time += this.#varint()
    this.#dx += unzigzag(this.#varint())
    this.#dy += unzigzag(this.#varint())
    this.#dt += unzigzag(time)
    this.x += this.#dx
    this.y += this.#dy
    this.pressure += unzigzag(pressure)
    this.time += this.#dt
    if (this.#isFirst) {
      // Where a stroke begins says nothing about how it goes on.
      this.#isFirst = false
      this.#dx = this.#dy = this.#dt = 0
    }
  }

  get fits(): boolean {
    return isInkSample(this.x, this.y, this.pressure, this.time)
  }

  #varint(): number {
    const byte = this.#bytes[this.at++] as number
    return byte < 0x80 ? byte : this.#longVarint(byte)
  }

  #longVarint(first: number | undefined): number {
    let byte = first
    let value = 0
    let scale = 1
    // Seven bytes are more than any difference between two samples takes.
    for (let i = 0; i < 7; i++) {
      if (byte === undefined) return this.#wrong('ends too early')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return byte === 0 ? this.#wrong('a number is longer than it needs to be') : value
      scale *= 0x80
      byte = this.#bytes[this.at++]
    }
    return this.#wrong('a number is too long')
  }

  #wrong(fault: string): number {
    this.fault ??= fault
    return 0
  }
}

/** Whether ink can hold such a sample. In steps of its grid, 0…255, and milliseconds. */
export function isInkSample(x: number, y: number, pressure: number, time: number): boolean {
  return (
    Math.abs(x) <= maxCoordinate &&
    Math.abs(y) <= maxCoordinate &&
    pressure >= 0 &&
    pressure <= 255 &&
    time >= 0 &&
    time <= maxCoordinate
  )
}

/** Looks through bytes of anyone's: what they span, or what is wrong with them. */
export function measurePacked(bytes: Uint8Array, at: number, points: number): PackedExtent | string {
  const reader = new PackedInkReader(bytes, at)
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = 0; i < points; i++) {
    reader.next()
    if (reader.fault !== undefined) return reader.fault
    if (!reader.fits) return 'a point is out of range'
    const { x, y } = reader
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return { end: reader.at, minX, minY, maxX, maxY }
}

/** Quads of grid x, grid y, pressure 0…255 and milliseconds, of bytes that were measured. */
export function unpackInk(bytes: Uint8Array, at: number, points: number): Int32Array {
  const quads = new Int32Array(points * stride)
  const reader = new PackedInkReader(bytes, at)
  for (let i = 0; i < quads.length; i += stride) {
    reader.next()
    quads[i] = reader.x
    quads[i + 1] = reader.y
    quads[i + 2] = reader.pressure
    quads[i + 3] = reader.time
  }
  return quads
}

/** The bytes of these quads. */
export function packInk(quads: Int32Array): Uint8Array {
  const bytes = new InkBytes(quads.length)
  let x = 0
  let y = 0
  let pressure = usualPressure
  let time = 0
  let dx = 0
  let dy = 0
  let dt = 0
  for (let i = 0; i < quads.length; i += stride) {
    const nextX = quads[i] ?? 0
    const nextY = quads[i + 1] ?? 0
    const nextPressure = quads[i + 2] ?? 0
    const nextTime = quads[i + 3] ?? 0
    const pressureCode = zigzag(nextPressure - pressure)
    const timeCode = zigzag(nextTime - time - dt)
    bytes.byte((Math.min(pressureCode, pressureEscape) << timeBits) | Math.min(timeCode, timeEscape))
    if (pressureCode >= pressureEscape) bytes.varint(pressureCode - pressureEscape)
    if (timeCode >= timeEscape) bytes.varint(timeCode - timeEscape)
    bytes.varint(zigzag(nextX - x - dx))
    bytes.varint(zigzag(nextY - y - dy))
    if (i > 0) {
      dx = nextX - x
      dy = nextY - y
      dt = nextTime - time
    }
    x = nextX
    y = nextY
    pressure = nextPressure
    time = nextTime
  }
  return bytes.finish()
}

class InkBytes {
  #bytes: Uint8Array
  #length = 0

  constructor(about: number) {
    this.#bytes = new Uint8Array(about + 16)
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes[this.#length++] = value
  }

  varint(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}

/** A whole number of either sign as one of none, small magnitudes small. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

function unzigzag(value: number): number {
  // Most fit the bitwise operators, which are several times faster.
  if (value < 0x40000000) return (value >>> 1) ^ -(value & 1)
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2
}
