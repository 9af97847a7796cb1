import { DrawbridgeError } from '@drawbridge/protocol'
import { Pool } from 'pg'
import type { PoolClient } from 'pg'

/**
 * Runs statements, each with a deadline, and turns every failure into LOG_UNAVAILABLE. Connections that broke are made
 * anew by themselves; one that does not answer in time is thrown away, because its late answer would be taken for the
 * next one's.
 */
export class BoundedPostgres {
  readonly #pool: Pool
  readonly #deadlineMs: number

  constructor(url: string, deadlineMs: number) {
    this.#deadlineMs = deadlineMs
    this.#pool = new Pool({
      connectionString: url,
      max: 8,
      connectionTimeoutMillis: deadlineMs,
      statement_timeout: deadlineMs,
      keepAlive: true,
      application_name: 'drawbridge',
    })
    // Without listeners a connection that breaks while nobody uses it would end the process. Whoever uses it is rejected.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  /** One statement, by itself. */
  async query<Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.run(async (client) => (await client.query(text, [...values])).rows as readonly Row[])
  }

  /** Rejects with LOG_UNAVAILABLE: also errors of the work itself. */
  run<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let held: PoolClient | undefined
      let settled = false
      const settle = (discard: boolean) => {
        clearTimeout(timer)
        settled = true
        held?.release(discard)
      }
      const fail = (cause: unknown) => {
        if (settled) return
        settle(true)
        reject(
          cause instanceof DrawbridgeError
            ? cause
            : new DrawbridgeError('LOG_UNAVAILABLE', undefined, { cause }),
        )
      }
      const timer = setTimeout(
        () => fail(new Error(`PostgreSQL did not answer within ${this.#deadlineMs} ms`)),
        this.#deadlineMs,
      )
      this.#pool
        .connect()
        .then(async (client) => {
          if (settled) return client.release()
          held = client
          const result = await work(client)
          if (settled) return
          settle(false)
          resolve(result)
        })
        .catch(fail)
    })
  }
}
