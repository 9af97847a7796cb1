import type { TimerHandle } from '../platform.ts'
import { after, cancel, now } from '../platform.ts'

const shortest = 500
const longest = 30_000

/** Waits between attempts at one thing: the longer it has been tried, the longer; so news of it is at most a fifth late. */
export class Retry {
  readonly #since = now()
  #timer: TimerHandle | undefined
  #go: (() => void) | undefined

  /** Resolves when the wait is over. @param atLeast milliseconds that somebody asked for */
  wait(atLeast = 0): Promise<void> {
    const due = Math.min(longest, Math.max(shortest, (now() - this.#since) / 5))
    return new Promise((resolve) => {
      this.#go = resolve
      this.#timer = after(Math.max(atLeast, due), () => this.hurry())
    })
  }

  /** Ends the wait, if there is one. */
  hurry(): void {
    cancel(this.#timer)
    this.#go?.()
    this.#go = undefined
  }
}
