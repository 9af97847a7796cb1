import { BoundedPostgres } from './bounded-postgres.ts'
import type { ColdStore, SegmentName } from './cold-store.ts'
import { prepareSchema } from './postgres-schema.ts'

interface SegmentRow {
  readonly hash: string
  /** Of type bigint, which the driver hands over as text. */
  readonly first: string
  readonly last: string
  readonly previous: string
}

/** Two tables in a schema of their own. */
class PostgresStore implements ColdStore {
  readonly #postgres: BoundedPostgres

  constructor(postgres: BoundedPostgres) {
    this.#postgres = postgres
  }

  async putSegment(board: string, name: SegmentName, bytes: Uint8Array): Promise<void> {
    await this.#postgres.query(
      `INSERT INTO drawbridge.segments (board, hash, first, last, previous, bytes) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [board, name.hash, name.first, name.last, name.previous, bytes],
    )
  }

  async segments(board: string): Promise<readonly SegmentName[]> {
    const rows = await this.#postgres.query<SegmentRow>(
      'SELECT hash, first, last, previous FROM drawbridge.segments WHERE board = $1',
      [board],
    )
    return rows.map(({ first, last, ...row }) => ({ ...row, first: Number(first), last: Number(last) }))
  }

  async segment(board: string, { hash }: SegmentName): Promise<Uint8Array | undefined> {
    const [row] = await this.#postgres.query<{ readonly bytes: Buffer }>(
      'SELECT bytes FROM drawbridge.segments WHERE board = $1 AND hash = $2',
      [board, hash],
    )
    return row?.bytes
  }

  async putBoard(board: string, head: number, bytes: Uint8Array): Promise<boolean> {
    const rows = await this.#postgres.query(
      `INSERT INTO drawbridge.boards (id, head, bytes) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET head = excluded.head, bytes = excluded.bytes, frozen_at = now()
       WHERE boards.head <= excluded.head
       RETURNING 1`,
      [board, head, bytes],
    )
    return rows.length > 0
  }

  async board(board: string): Promise<Uint8Array | undefined> {
    const [row] = await this.#postgres.query<{ readonly bytes: Buffer }>(
      'SELECT bytes FROM drawbridge.boards WHERE id = $1',
      [board],
    )
    return row?.bytes
  }

  async ping(): Promise<void> {
    await this.#postgres.query('SELECT 1', [])
  }

  async close(): Promise<void> {
    await this.#postgres.close()
  }

  /** What could lose a board that was moved here, as sentences. */
  async weaknesses(): Promise<readonly string[]> {
    const rows = await this.#postgres.query<{ readonly name: string; readonly setting: string }>(
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
  const postgres = new BoundedPostgres(url, deadlineMs)
  const store = new PostgresStore(postgres)
  try {
    await prepareSchema(postgres)
    for (const weakness of await store.weaknesses()) warn(weakness)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}
