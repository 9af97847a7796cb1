import type { Vector } from '@drawbridge/geometry'
import { distance } from '@drawbridge/geometry'
import type { Options } from '../../options.ts'
import type { TimedPoint } from './growing-stroke.ts'

/** At full smoothing the ink goes most of the way to the hand in this time. Milliseconds. */
const longestLag = 120
/** Points that make up the lag are this far apart. CSS pixels. */
const stepPixels = 6

/**
 * Takes the tremor out of a hand: what follows it averages where it was, and hangs on a string that only a hand that
 * goes on pulls. By the clock and in pixels, so that it feels the same on every device and at every zoom.
 */
export class SteadyHand {
  readonly #lag: number
  /** Board units. */
  readonly #string: number
  readonly #step: number
  #at: TimedPoint
  #averaged: Vector
  #time: number

  constructor({ smoothing, stabiliser }: Options, zoom: number, start: TimedPoint) {
    this.#lag = smoothing * longestLag
    this.#string = stabiliser / zoom
    this.#step = stepPixels / zoom
    this.#at = start
    this.#averaged = start
    this.#time = start.time
  }

  /** True when the ink is where the hand is. */
  get isFree(): boolean {
    return this.#lag === 0 && this.#string === 0
  }

  /** Where the ink goes when the hand goes to a point. */
  follow(hand: TimedPoint): TimedPoint {
    if (this.isFree) return hand
    const duration = Math.max(0, hand.time - this.#time)
    this.#time = hand.time
    const part = this.#lag === 0 ? 1 : 1 - Math.exp(-duration / this.#lag)
    this.#averaged = between(this.#averaged, hand, part)
    const slack = distance(this.#at, this.#averaged)
    const pull = slack <= this.#string ? 0 : (slack - this.#string) / slack
    this.#at = { ...between(this.#at, this.#averaged, pull), pressure: hand.pressure, time: hand.time }
    return this.#at
  }

  /** The hand is lifted at a point: the ink goes there too. */
  arrive(hand: TimedPoint): readonly TimedPoint[] {
    if (this.isFree) return [hand]
    return straight(this.#at, hand, this.#step)
  }

  /** The ink was led elsewhere by other means. */
  jump(point: TimedPoint): void {
    this.#at = point
    this.#averaged = point
    this.#time = point.time
  }
}

function between(a: Vector, b: Vector, part: number): Vector {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
}

/** Points on the way from one to another, the end included, no further apart than `step`: so that it can be finely erased. */
export function straight(from: TimedPoint, to: TimedPoint, step: number): readonly TimedPoint[] {
  const count = Math.max(1, Math.ceil(distance(from, to) / step))
  return Array.from({ length: count }, (_, i) => {
    const part = (i + 1) / count
    return {
      ...between(from, to, part),
      pressure: from.pressure + (to.pressure - from.pressure) * part,
      time: from.time + (to.time - from.time) * part,
    }
  })
}
