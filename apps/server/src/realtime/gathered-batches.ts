/** Characters that are gathered at most: beyond this a packet is no cheaper for carrying more. */
const mostCharacters = 64 * 1024
/** What is due so soon is not worth a timer. Milliseconds. */
const almostDue = 1

export interface GatheredBatchesOptions {
  /** Shortest time between two packets, at present. Milliseconds. */
  readonly tick: () => number
  readonly send: (batches: readonly string[]) => void
}

/**
 * Live batches of one board that were stored by several instances, each at its own time, on their way to the connections of
 * this one: a crowd gets one packet a tick however many instances store. The first after a pause waits for nothing.
 */
export class GatheredBatches {
  readonly #tick: GatheredBatchesOptions['tick']
  readonly #send: GatheredBatchesOptions['send']
  #batches: string[] = []
  #characters = 0
  #sentAt = -Infinity
  #timer: NodeJS.Timeout | undefined

  constructor({ tick, send }: GatheredBatchesOptions) {
    this.#tick = tick
    this.#send = send
  }

  /** Leaves within a tick, in the order in which it came. */
  add(batch: string): void {
    this.#batches.push(batch)
    this.#characters += batch.length
    if (this.#characters > mostCharacters) {
      this.flush()
      return
    }
    if (this.#timer) return
    const wait = this.#sentAt + this.#tick() - performance.now()
    if (wait <= almostDue) this.flush()
    else this.#timer = setTimeout(() => this.flush(), wait)
  }

  /** Sends at once what waits: to be called before anything else that must not overtake it, or be overtaken. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#batches.length === 0) return
    const batches = this.#batches
    this.#batches = []
    this.#characters = 0
    this.#sentAt = performance.now()
    this.#send(batches)
  }

  /** Nobody is there any more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#batches = []
  }
}
