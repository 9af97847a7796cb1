/** How often a round goes on. Milliseconds. */
const step = 250

/** What a round goes through: a Set, or a Map's values. */
export interface Everything<Item> {
  readonly size: number
  values(): IterableIterator<Item>
}

/**
 * Comes by every item of a large and changing collection once in each period, a few at a time: what is due every so often
 * for each of ten thousand boards costs neither a timer for each nor one long halt.
 */
export class Round<Item> {
  readonly #items: Everything<Item>
  readonly #period: number
  readonly #visit: (items: readonly Item[]) => void
  readonly #timer: NodeJS.Timeout
  /** Of a Set or Map: sees what was added meanwhile, and does not mind what was removed. */
  #rest: IterableIterator<Item>
  /** Visits that are due, in fractions. */
  #due = 0

  /**
   * @param period in milliseconds
   * @param visit gets the next few items, never none
   */
  constructor(items: Everything<Item>, period: number, visit: (items: readonly Item[]) => void) {
    this.#items = items
    this.#period = period
    this.#visit = visit
    this.#rest = items.values()
    this.#timer = setInterval(() => this.goOn(), step).unref()
  }

  /** The visits of one step. */
  goOn(): void {
    const { size } = this.#items
    this.#due = Math.min(size, this.#due + (size * step) / this.#period)
    const items: Item[] = []
    while (this.#due >= 1) {
      this.#due--
      let next = this.#rest.next()
      if (next.done) {
        this.#rest = this.#items.values()
        next = this.#rest.next()
      }
      if (!next.done) items.push(next.value)
    }
    if (items.length > 0) this.#visit(items)
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
