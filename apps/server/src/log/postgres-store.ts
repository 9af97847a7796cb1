import { DrawbridgeError } from '@drawbridge/protocol'
import { Pool } from 'pg'
import type { PoolClient } from 'pg'
import type { ColdStore, SegmentName } from './cold-store.ts'

const schemaVersion = 1
/** Any number that only we use: instances that start together take turns. */
const schemaLock = 0x64_72_61_77

const createSchema = `
  CREATE TABLE drawbridge.boards (
    id text PRIMARY KEY,
    head bigint NOT NULL,
    bytes bytea NOT NULL,
    frozen_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE drawbridge.segments (
    board text NOT NULL,
    hash text NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    previous text NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (board, hash)
  );
  -- What we store is compressed already.
  ALTER TABLE drawbridge.boards ALTER COLUMN bytes SET STORAGE EXTERNAL;
  ALTER TABLE drawbridge.segments ALTER COLUMN bytes SET STORAGE EXTERNAL;
`

interface SegmentRow {
  readonly hash: string
  /** Of type bigint, which the driver hands over as text. */
  readonly first: string
  readonly last: string
  readonly previous: string
}

/**
 * Two tables in a schema of their own. Connections that broke are made anew by themselves; one that does not answer in
 * time is thrown away, because its late answer would be taken for the next one's.
 */
class PostgresStore implements ColdStore {
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

  async putSegment(board: string, name: SegmentName, bytes: Uint8Array): Promise<void> {
    await this.#query(
      `INSERT INTO drawbridge.segments (board, hash, first, last, previous, bytes) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [board, name.hash, name.first, name.last, name.previous, bytes],
    )
  }

  async segments(board: string): Promise<readonly SegmentName[]> {
    const rows = await this.#query<SegmentRow>(
      'SELECT hash, first, last, previous FROM drawbridge.segments WHERE board = $1',
      [board],
    )
    return rows.map(({ first, last, ...row }) => ({ ...row, first: Number(first), last: Number(last) }))
  }

  async segment(board: string, { hash }: SegmentName): Promise<Uint8Array | undefined> {
    const [row] = await this.#query<{ readonly bytes: Buffer }>(
      'SELECT bytes FROM drawbridge.segments WHERE board = $1 AND hash = $2',
      [board, hash],
    )
    return row?.bytes
  }

  async putBoard(board: string, head: number, bytes: Uint8Array): Promise<boolean> {
    const rows = await this.#query(
      `INSERT INTO drawbridge.boards (id, head, bytes) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET head = excluded.head, bytes = excluded.bytes, frozen_at = now()
       WHERE boards.head <= excluded.head
       RETURNING 1`,
      [board, head, bytes],
    )
    return rows.length > 0
  }

  async board(board: string): Promise<Uint8Array | undefined> {
    const [row] = await this.#query<{ readonly bytes: Buffer }>(
      'SELECT bytes FROM drawbridge.boards WHERE id = $1',
      [board],
    )
    return row?.bytes
  }

  async ping(): Promise<void> {
    await this.#query('SELECT 1', [])
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  /** Makes the tables where there are none. Throws an Error with a sentence for the operator where they are newer. */
  async prepare(): Promise<void> {
    const version = await this.#run(async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT pg_advisory_xact_lock($1)', [schemaLock])
      await client.query('CREATE SCHEMA IF NOT EXISTS drawbridge')
      await client.query('CREATE TABLE IF NOT EXISTS drawbridge.schema (version integer NOT NULL)')
      const { rows } = await client.query<{ version: number }>('SELECT version FROM drawbridge.schema')
      if (rows[0] === undefined) {
        await client.query(createSchema)
        await client.query('INSERT INTO drawbridge.schema (version) VALUES ($1)', [schemaVersion])
      }
      await client.query('COMMIT')
      return rows[0]?.version ?? schemaVersion
    })
    if (version > schemaVersion)
      throw new Error(
        `The cold store was written by a newer version of the server (its schema is ${version}, this server knows up to ${schemaVersion}): start that version.`,
      )
  }

  /** What could lose a board that was moved here, as sentences. */
  async weaknesses(): Promise<readonly string[]> {
    const rows = await this.#query<{ readonly name: string; readonly setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')`,
      [],
    )
    return rows
      .filter(({ setting }) => setting === 'off')
      .map(
        ({ name }) =>
          `PostgreSQL runs with ${name} off: a power cut can lose boards that were moved to it. Set it to on.`,
      )
  }

  async #query<Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#run(async (client) => (await client.query(text, [...values])).rows as readonly Row[])
  }

  #run<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
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

/**
 * A cold store in PostgreSQL. Rejects with LOG_UNAVAILABLE where the server does not answer, and with an Error that holds
 * a sentence for the operator where its tables are of a newer version.
 * @param warn told in a sentence what is weaker than it should be
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 */
export async function openPostgresStore(
  url: string,
  warn: (sentence: string) => void,
  deadlineMs = 3000,
): Promise<ColdStore> {
  const store = new PostgresStore(url, deadlineMs)
  try {
    await store.prepare()
    for (const weakness of await store.weaknesses()) warn(weakness)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}
