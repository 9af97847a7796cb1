import { BoundedPostgres } from '../log/bounded-postgres.ts'
import { prepareSchema } from '../log/postgres-schema.ts'
import type { FileStore } from './file-store.ts'
import { fileDeadline } from './file-store.ts'

/** Connections of their own: a picture on its way holds up no board that is fetched. */
class PostgresFiles implements FileStore {
  readonly #postgres: BoundedPostgres

  constructor(postgres: BoundedPostgres) {
    this.#postgres = postgres
  }

  async put(board: string, file: string, bytes: Uint8Array, most: number): Promise<boolean> {
    if (await this.#has(board, file)) return true
    const stored = await this.#postgres.query(
      `INSERT INTO drawbridge.files (board, id, size, bytes)
       SELECT $1, $2, $3::bigint, $4::bytea
       WHERE (SELECT coalesce(sum(size), 0) FROM drawbridge.files WHERE board = $1) + $3::bigint <= $5::bigint
       ON CONFLICT DO NOTHING
       RETURNING 1`,
      [board, file, bytes.length, bytes, most],
    )
    // Also when another instance was faster with the same file.
    return stored.length > 0 || this.#has(board, file)
  }

  async get(board: string, file: string): Promise<Uint8Array | undefined> {
    const [row] = await this.#postgres.query<{ readonly bytes: Buffer }>(
      'SELECT bytes FROM drawbridge.files WHERE board = $1 AND id = $2',
      [board, file],
    )
    return row?.bytes
  }

  async close(): Promise<void> {
    await this.#postgres.close()
  }

  async #has(board: string, file: string): Promise<boolean> {
    const rows = await this.#postgres.query('SELECT 1 FROM drawbridge.files WHERE board = $1 AND id = $2', [
      board,
      file,
    ])
    return rows.length > 0
  }
}

/**
 * Files in PostgreSQL. Rejects as `openPostgresStore` does.
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 */
export async function openPostgresFiles(url: string, deadlineMs = fileDeadline): Promise<FileStore> {
  const postgres = new BoundedPostgres(url, deadlineMs)
  try {
    await prepareSchema(postgres)
    return new PostgresFiles(postgres)
  } catch (error) {
    await postgres.close()
    throw error
  }
}
