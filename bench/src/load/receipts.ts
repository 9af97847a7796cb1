import { Delays } from './delays.ts'
import type { Samples } from './samples.ts'

/** What the viewers of one thread have received of what counts, and how late. */
export class Receipts {
  #delays = new Delays()
  readonly #samples: Samples

  constructor(samples: Samples) {
    this.#samples = samples
  }

  get delays(): Delays {
    return this.#delays
  }

  forget(): void {
    this.#delays = new Delays()
  }

  /** A viewer has the drawer's samples from one number up to but not including another. @param at by the clock */
  take(drawer: number, from: number, to: number, at: number): void {
    for (let sample = from; sample < to; sample++) {
      const time = this.#samples.time(drawer, sample)
      if (this.#samples.isCounted(time)) this.#delays.add(at - time)
    }
  }
}
