/** One sample of the hand: position in board units, pressure 0…1, milliseconds since the stroke began. */
export interface InkPoint {
  readonly x: number
  readonly y: number
  readonly pressure?: number
  readonly time?: number
}

const stride = 4
const maxCoordinate = 2 ** 31 - 1

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

/**
 * The samples of a stroke, relative to its origin and quantised to a power-of-two grid, so that what is drawn, sent
 * and stored are the same numbers. A value: no method changes it. Appending to the longest ink of a store reuses the
 * store, so that a growing stroke costs amortised constant time a point.
 */
export class Ink {
  readonly grid: number
  readonly length: number
  readonly #store: Store

  private constructor(grid: number, length: number, store: Store) {
    this.grid = grid
    this.length = length
    this.#store = store
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

  /** A view of the quads described at `fromRaw`; not to be written to. */
  raw(): Int32Array {
    return this.#store.data.subarray(0, this.length * stride)
  }

  x(i: number): number {
    return (this.#store.data[i * stride] ?? 0) / 2 ** this.grid
  }

  y(i: number): number {
    return (this.#store.data[i * stride + 1] ?? 0) / 2 ** this.grid
  }

  /** 0…1 */
  pressure(i: number): number {
    return (this.#store.data[i * stride + 2] ?? 0) / 255
  }

  /** Milliseconds since the stroke began. */
  time(i: number): number {
    return this.#store.data[i * stride + 3] ?? 0
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
    if (store.used === start && end <= store.data.length) {
      store.data.set(added, start)
      store.used = end
      return new Ink(this.grid, end / stride, store)
    }
    const data = new Int32Array(Math.max(end, Math.min(end * 2, end + 65_536)))
    data.set(store.data.subarray(0, start))
    data.set(added, start)
    return new Ink(this.grid, end / stride, { data, used: end })
  }

  equals(other: Ink): boolean {
    if (this === other) return true
    if (this.grid !== other.grid || this.length !== other.length) return false
    const a = this.raw()
    const b = other.raw()
    return a.every((value, i) => value === b[i])
  }
}
