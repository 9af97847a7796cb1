import type { InkPoint } from '@drawbridge/board'
import type { Random } from '@drawbridge/testkit'
import { seededRandom } from '@drawbridge/testkit'

/** How often a screen samples the pen. */
export const samplesPerSecond = 60

const secondsPerSample = 1 / samplesPerSecond
const lineWidth = 1600
const lineHeight = 60

/** One sample, in board units; `begins` where the pen has just come down. */
export interface HandSample extends InkPoint {
  readonly begins: boolean
  /** Milliseconds since the stroke began. */
  readonly time: number
  readonly pressure: number
}

/**
 * A hand that writes, one line under the other: loops whose size and speed waver, at about 300 units a second, with the
 * pressure that a slower hand has, in strokes of a third of a second to two seconds. The same seed writes the same.
 * After Hollerbach, "An oscillation theory of handwriting", Biological Cybernetics 39 (1981): two oscillations, across
 * and up, on top of a steady move to the right.
 */
export class Hand {
  readonly #random: Random
  #left: number
  #top: number
  #phase = 0
  #height = 12
  #rate = 3.5
  #strokeLeft = 0
  #sample = 0

  constructor(seed: number) {
    this.#random = seededRandom(seed)
    this.#left = this.#random() * lineWidth
    this.#top = seed * lineHeight
  }

  next(): HandSample {
    const random = this.#random
    const begins = this.#strokeLeft === 0
    if (begins) {
      this.#strokeLeft = 20 + Math.floor(random() * 100)
      this.#sample = 0
      this.#left += 10 + random() * 20
      if (this.#left > lineWidth) {
        this.#left -= lineWidth
        this.#top += lineHeight
      }
    }
    this.#strokeLeft--
    this.#height = Math.min(25, Math.max(5, this.#height + (random() - 0.5) * 1.5))
    this.#rate = Math.min(5, Math.max(2, this.#rate + (random() - 0.5) * 0.2))
    this.#phase += 2 * Math.PI * this.#rate * secondsPerSample
    this.#left += 60 * secondsPerSample
    const speed = Math.abs(Math.cos(this.#phase))
    const point = {
      begins,
      x: this.#left + this.#height * 0.6 * Math.cos(this.#phase - 0.6) + (random() - 0.5) * 0.3,
      y: this.#top + this.#height * Math.sin(this.#phase) + (random() - 0.5) * 0.3,
      pressure: Math.min(1, 0.35 + 0.3 * (1 - speed) + Math.min(0.15, this.#sample * 0.02) + random() * 0.02),
      time: Math.round((this.#sample * 1000) / samplesPerSecond),
    }
    this.#sample++
    return point
  }

  /** A stroke of so many samples. */
  stroke(length: number): readonly HandSample[] {
    return Array.from({ length }, (_, i) => ({
      ...this.next(),
      begins: i === 0,
      time: Math.round((i * 1000) / samplesPerSecond),
    }))
  }
}
