/** Milliseconds between two updates while it is to be calm. */
export const calmInterval = 100

/**
 * Updates at once, but while it is to be calm only now and then: as a hand draws, the editor changes in every frame and
 * hardly anything in the panels around it does, and what their update takes, ink waits for.
 */
export class CalmUpdates {
  readonly #isCalm: () => boolean
  readonly #update: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(isCalm: () => boolean, update: () => void) {
    this.#isCalm = isCalm
    this.#update = update
  }

  /** Something has changed. */
  readonly changed = (): void => {
    if (this.#isCalm()) this.#timer ??= setTimeout(this.#now, calmInterval)
    else this.#now()
  }

  /** What has changed is not told any more. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  readonly #now = (): void => {
    this.stop()
    this.#update()
  }
}
