import { DrawbridgeError } from '@drawbridge/protocol'
import type { RedisClient } from './redis-client.ts'

interface Waiting {
  readonly start: () => void
  readonly fail: (cause: unknown) => void
}

/**
 * Runs commands, each with a deadline, and turns every failure into LOG_UNAVAILABLE.
 *
 * While there is no connection, commands wait here and not in the client's own queue: what is given up before it was sent
 * is never sent, so an outage piles up nothing. What was sent and then given up may still take effect.
 */
export class BoundedRedis {
  readonly #redis: RedisClient
  readonly #deadlineMs: number
  readonly #waiting = new Set<Waiting>()
  #open = true

  constructor(redis: RedisClient, deadlineMs: number) {
    this.#redis = redis
    this.#deadlineMs = deadlineMs
    redis.on('ready', this.#sendWaiting)
  }

  run<Result>(send: () => Promise<Result>): Promise<Result> {
    if (!this.#open || this.#redis.status === 'end')
      return Promise.reject(new DrawbridgeError('LOG_UNAVAILABLE', 'The log is closed.'))
    return new Promise((resolve, reject) => {
      // A rejection that comes after the deadline changes nothing any more.
      const fail = (cause: unknown) => {
        clearTimeout(timer)
        reject(new DrawbridgeError('LOG_UNAVAILABLE', undefined, { cause }))
      }
      const start = () => {
        send().then((result) => {
          clearTimeout(timer)
          resolve(result)
        }, fail)
      }
      const waiting = { start, fail }
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting)
        fail(new Error(`Redis did not answer within ${this.#deadlineMs} ms`))
      }, this.#deadlineMs)
      if (this.#redis.status === 'ready') start()
      else this.#waiting.add(waiting)
    })
  }

  close(): void {
    this.#open = false
    this.#redis.off('ready', this.#sendWaiting)
    for (const { fail } of this.#takeWaiting()) fail(new Error('the log was closed'))
  }

  #sendWaiting = (): void => {
    for (const { start } of this.#takeWaiting()) start()
  }

  #takeWaiting(): Waiting[] {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    return waiting
  }
}
