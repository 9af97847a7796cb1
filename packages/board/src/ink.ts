import type { Box } from '@drawbridge/geometry'
import { emptyBox } from '@drawbridge/geometry'
import { InkPages } from './ink-pages.ts'
import { maxCoordinate, measurePacked, packInk, stride, unpackInk } from './packed-ink.ts'

/** One sample of the hand: position in board units, pressure 0…1, milliseconds since the stroke began. */
export interface InkPoint {
  readonly x: number
  readonly y: number
  readonly pressure?: number
  readonly time?: number
}

/** Grid exponents that a stroke may have: a point lies on multiples of 2^-grid board units. */
export const minGrid = -8
export const maxGrid = 20

/** The coarsest grid on which a point is still within a sixteenth of a screen pixel at this zoom. */
export function gridForZoom(zoom: number): number {
  return Math.min(maxGrid, Math.max(minGrid, Math.ceil(Math.log2(Math.max(zoom, 1e-9))) + 3))
}

/** Shared by all inks that are prefixes of one another; `used` is how far it is written. */
interface Store {
  data: Int32Array
  used: number
}

/** Where on a page an ink's bytes lie. */
interface Packed {
  readonly page: Uint8Array
  readonly start: number
  readonly end: number
}

const pages = new InkPages()

/** What was looked at last stays unpacked: whoever looks at a stroke looks at all of its points. */
const recentInks: (Ink | undefined)[] = [undefined, undefined, undefined, undefined]
const recentQuads = recentInks.map((): Int32Array => new Int32Array(0))
let oldest = 0

/**
 * The samples of a stroke, relative to its origin and quantised to a power-of-two grid, so that what is drawn, sent
 * and stored are the same numbers. A value: no method changes what it says. Appending to the longest ink of a store
 * reuses the store, so that a growing stroke costs amortised constant time a point. Ink that came as bytes, or was
 * written as such, stays packed and is unpacked when it is looked at.
 */
export class Ink {
  readonly grid: number
  readonly length: number
  /** Undefined while it is packed. */
  #store: Store | undefined
  #page: Uint8Array | undefined
  #start = 0
  #end = 0
  /** In steps of the grid; worked out for ink that is not packed when it is asked for. */
  #isMeasured = false
  #minX = 0
  #minY = 0
  #maxX = 0
  #maxY = 0

  private constructor(grid: number, length: number, from: Store | Packed) {
    this.grid = grid
    this.length = length
    if ('page' in from) {
      this.#page = from.page
      this.#start = from.start
      this.#end = from.end
    } else this.#store = from
  }

  static empty(grid: number): Ink {
    return new Ink(grid, 0, { data: new Int32Array(0), used: 0 })
  }

  /** Points in board units relative to the stroke's origin; quantised here. Throws RangeError on what is not finite or does not fit. */
  static from(points: readonly InkPoint[], grid: number): Ink {
    const scale = 2 ** grid
    const data = new Int32Array(points.length * stride)
    points.forEach((point, i) => {
      const x = Math.round(point.x * scale)
      const y = Math.round(point.y * scale)
      if (!(Math.abs(x) <= maxCoordinate && Math.abs(y) <= maxCoordinate))
        throw new RangeError('a point is not finite, or too far from the origin of its stroke')
      const pressure = point.pressure ?? 0.5
      const time = point.time ?? 0
      data[i * stride] = x
      data[i * stride + 1] = y
      data[i * stride + 2] = Math.round(Math.min(1, Math.max(0, pressure)) * 255)
      data[i * stride + 3] = Math.round(Math.min(maxCoordinate, Math.max(0, time)))
    })
    return Ink.fromRaw(grid, data)
  }

  /** Takes over quads of grid x, grid y, pressure 0…255 and milliseconds. */
  static fromRaw(grid: number, quads: Int32Array): Ink {
    return new Ink(grid, Math.floor(quads.length / stride), { data: quads, used: quads.length })
  }

  /**
   * Ink from bytes as `packed` gives them, which may be anyone's. Copies them.
   * @returns the ink and where its bytes end, or what is wrong with them
   */
  static fromPacked(
    grid: number,
    length: number,
    bytes: Uint8Array,
    at: number,
  ): { readonly ink: Ink; readonly end: number } | string {
    const extent = measurePacked(bytes, at, length)
    if (typeof extent === 'string') return extent
    const { end, minX, minY, maxX, maxY } = extent
    const { page, start } = pages.keep(bytes.subarray(at, end))
    const ink = new Ink(grid, length, { page, start, end: start + end - at })
    ink.#measured(minX, minY, maxX, maxY)
    return { ink, end }
  }

  /** Its bytes, about three for each point; not to be written to. From then on it takes no more memory than they do. */
  packed(): Uint8Array {
    if (this.#page) return this.#page.subarray(this.#start, this.#end)
    const bytes = packInk(this.raw())
    const { page, start } = pages.keep(bytes)
    // Measured while that is at hand.
    this.#measure()
    this.#page = page
    this.#start = start
    this.#end = start + bytes.length
    this.#store = undefined
    return bytes
  }

  /** A view of the quads described at `fromRaw`; not to be written to, nor to be kept. */
  raw(): Int32Array {
    return this.#quads().subarray(0, this.length * stride)
  }

  x(i: number): number {
    return (this.#quads()[i * stride] ?? 0) * unit(this.grid)
  }

  y(i: number): number {
    return (this.#quads()[i * stride + 1] ?? 0) * unit(this.grid)
  }

  /** 0…1 */
  pressure(i: number): number {
    return (this.#quads()[i * stride + 2] ?? 0) / 255
  }

  /** Milliseconds since the stroke began. */
  time(i: number): number {
    return this.#quads()[i * stride + 3] ?? 0
  }

  /** The smallest box around its points, relative to the stroke's origin; the empty box where it has none. Costs nothing when it is packed. */
  get bounds(): Box {
    if (this.length === 0) return emptyBox
    this.#measure()
    const step = unit(this.grid)
    return {
      minX: this.#minX * step,
      minY: this.#minY * step,
      maxX: this.#maxX * step,
      maxY: this.#maxY * step,
    }
  }

  /** The points from index `from` on. */
  slice(from: number): Ink {
    return Ink.fromRaw(this.grid, this.raw().slice(Math.max(0, from) * stride))
  }

  /** The first `from` points followed by `tail`, which must be on the same grid. */
  spliced(from: number, tail: Ink): Ink {
    const start = from * stride
    const added = tail.raw()
    const end = start + added.length
    const store = this.#store
    if (store && store.used === start && end <= store.data.length) {
      store.data.set(added, start)
      store.used = end
      return this.#grown(from, new Ink(this.grid, end / stride, store))
    }
    const data = new Int32Array(Math.max(end, Math.min(end * 2, end + 65_536)))
    data.set(this.#quads().subarray(0, start))
    data.set(added, start)
    return this.#grown(from, new Ink(this.grid, end / stride, { data, used: end }))
  }

  equals(other: Ink): boolean {
    if (this === other) return true
    if (this.grid !== other.grid || this.length !== other.length) return false
    const a = this.raw()
    const b = other.raw()
    return a.every((value, i) => value === b[i])
  }

  #quads(): Int32Array {
    if (this.#store) return this.#store.data
    const known = recentInks.indexOf(this)
    if (known >= 0) return recentQuads[known] as Int32Array
    const quads = unpackInk(this.#page as Uint8Array, this.#start, this.length)
    recentInks[oldest] = this
    recentQuads[oldest] = quads
    oldest = (oldest + 1) % recentInks.length
    return quads
  }

  /** What is known of this one's extent need not be worked out again for one that only adds to it. */
  #grown(from: number, longer: Ink): Ink {
    if (!this.#isMeasured || from !== this.length || from === 0) return longer
    longer.#measured(this.#minX, this.#minY, this.#maxX, this.#maxY)
    longer.#include(from)
    return longer
  }

  #measured(minX: number, minY: number, maxX: number, maxY: number): void {
    this.#isMeasured = true
    this.#minX = minX
    this.#minY = minY
    this.#maxX = maxX
    this.#maxY = maxY
  }

  #measure(): void {
    if (this.#isMeasured) return
    this.#measured(Infinity, Infinity, -Infinity, -Infinity)
    this.#include(0)
  }

  /** Makes the extent hold the points from index `from` on. */
  #include(from: number): void {
    const quads = this.#quads()
    for (let i = from * stride; i < this.length * stride; i += stride) {
      const x = quads[i] ?? 0
      const y = quads[i + 1] ?? 0
      if (x < this.#minX) this.#minX = x
      if (x > this.#maxX) this.#maxX = x
      if (y < this.#minY) this.#minY = y
      if (y > this.#maxY) this.#maxY = y
    }
  }
}

/** Worked out once: powers are slow, and every point needs one. */
const units = Array.from({ length: maxGrid - minGrid + 1 }, (_, i) => 2 ** -(minGrid + i))

/** A step of the grid in board units. */
function unit(grid: number): number {
  return units[grid - minGrid] ?? 2 ** -grid
}
