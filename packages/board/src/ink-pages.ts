const pageBytes = 64 * 1024
/** What is larger gets a page of its own, so that no page is left half empty. */
const largest = pageBytes / 8

/**
 * Where packed ink lies: many strokes share one piece of memory, because a piece for each would cost more than the ink
 * itself. A page goes when the last ink on it does.
 */
export class InkPages {
  #page = new Uint8Array(0)
  #used = 0

  /** Copies bytes into a page. Returns it, and where on it they begin. */
  keep(bytes: Uint8Array): { readonly page: Uint8Array; readonly start: number } {
    const { length } = bytes
    if (length > largest) return { page: bytes.slice(), start: 0 }
    if (this.#used + length > this.#page.length) {
      this.#page = new Uint8Array(pageBytes)
      this.#used = 0
    }
    const start = this.#used
    this.#page.set(bytes, start)
    this.#used += length
    return { page: this.#page, start }
  }
}
