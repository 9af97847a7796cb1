/** Milliseconds between two updates while it is to be calm. */
export const calmInterval = 100

/**
 * Updates at once, but while it is to be calm so often at most: as a hand draws or the camera moves, the editor changes in
 * every frame and hardly anything in the panels around it does, and the frame would wait until each had looked.
 */
export class CalmUpdates {
  readonly #isCalm: () => boolean
  readonly #update: () => void
  #updatedAt = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param isCalm asked once for each change */
  constructor(isCalm: () => boolean, update: () => void) {
    this.#isCalm = isCalm
    this.#update = update
  }

  /** Something has changed. */
  readonly changed = (): void => {
    const wait = this.#isCalm() ? this.#updatedAt + calmInterval - performance.now() : 0
    if (wait > 0) this.#timer ??= setTimeout(this.#now, wait)
    else this.#now()
  }

  /** What has changed is not told any more. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  readonly #now = (): void => {
    this.stop()
    this.#updatedAt = performance.now()
    this.#update()
  }
}
