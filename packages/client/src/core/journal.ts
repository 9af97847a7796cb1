/**
 * Which parts of a client differ from what is stored of it: collected while one write is under way, and taken as a
 * whole for the next. Holds names, not values: what is written is what the part is by then.
 */
export class Journal {
  #entries = new Set<number>()
  #steps = new Set<number>()
  #inverses = new Set<number>()
  #replace = false
  #other = false

  /** Whether anything is to be written. */
  get isDirty(): boolean {
    return (
      this.#other ||
      this.#replace ||
      this.#entries.size > 0 ||
      this.#steps.size > 0 ||
      this.#inverses.size > 0
    )
  }

  /** Whether entries wait for it before they may be sent. */
  get isUrgent(): boolean {
    return this.#replace || this.#entries.size > 0
  }

  entry(n: number): void {
    this.#entries.add(n)
  }

  step(id: number): void {
    this.#steps.add(id)
  }

  inverse(n: number): void {
    this.#inverses.add(n)
  }

  /** Numbers stand for something else than before: what is stored under them must go in the same write. */
  replaceAll(): void {
    this.#replace = true
  }

  /** Something that is part of every write. */
  other(): void {
    this.#other = true
  }

  /** What to write now; from here on it counts as written. */
  take(): {
    entries: ReadonlySet<number>
    steps: ReadonlySet<number>
    inverses: ReadonlySet<number>
    replace: boolean
  } {
    const taken = {
      entries: this.#entries,
      steps: this.#steps,
      inverses: this.#inverses,
      replace: this.#replace,
    }
    this.#entries = new Set()
    this.#steps = new Set()
    this.#inverses = new Set()
    this.#replace = false
    this.#other = false
    return taken
  }
}
