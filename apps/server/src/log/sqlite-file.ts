import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Database as Connection } from 'better-sqlite3'

const formatVersion = 2

/**
 * `boards.key` stands for a board in every other table: one byte or two per row instead of the id's text.
 * WITHOUT ROWID keeps a board's entries side by side, so that reading a tail is one walk.
 */
const schema = `
  CREATE TABLE boards (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    epoch TEXT NOT NULL,
    head INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    hashes TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE entries (
    board INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (board, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE clients (
    board INTEGER NOT NULL,
    client TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (board, client)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshots (
    board INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** Old entries, packed and compressed (see segment.ts): `first` to `last` of a board, without holes between rows. */
const segments = `
  CREATE TABLE segments (
    board INTEGER NOT NULL,
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (board, last)
  ) STRICT;
`

/** How long a start waits for a predecessor that is still closing. */
const lockPatience = 1000

/**
 * Held in a file of its own, so that backup tools can read the data file while the server runs.
 * The kernel takes the lock off when the process dies, however it dies.
 */
function lock(file: string): Connection {
  const held = new Database(`${file}.lock`, { timeout: lockPatience })
  try {
    held.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    held.close()
    throw new Error(`The data folder ${dirname(file)} is in use by another server.`, { cause: error })
  }
  return held
}

function prepareFormat(database: Connection, file: string): void {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > formatVersion)
    throw new Error(
      `${file} was written by a newer version of the server (its format is ${version}, this server knows up to ${formatVersion}): start that version, or choose another data folder.`,
    )
  if (version === formatVersion) return
  if (version === 0 && database.prepare('SELECT 1 FROM sqlite_master').get() !== undefined)
    throw new Error(`${file} is not a file of this server: choose another data folder.`)
  database.transaction(() => {
    if (version === 0) database.exec(schema)
    database.exec(segments)
    database.pragma(`user_version = ${formatVersion}`)
  })()
}

export interface SqliteFile {
  readonly database: Connection
  close(): void
}

/**
 * Opens or makes the data file and keeps every other server out of it.
 * Throws an Error whose message is a sentence for the operator: in use, newer, or not ours.
 */
export function openSqliteFile(file: string): SqliteFile {
  mkdirSync(dirname(file), { recursive: true })
  const held = lock(file)
  let database: Connection | undefined
  try {
    database = new Database(file, { timeout: 5000 })
    database.pragma('journal_mode = WAL')
    // An acknowledged entry survives a power cut: FULL syncs the WAL at every commit, NORMAL would not.
    database.pragma('synchronous = FULL')
    prepareFormat(database, file)
    const opened = database
    return {
      database: opened,
      close() {
        opened.close()
        held.close()
      },
    }
  } catch (error) {
    database?.close()
    held.close()
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB')
      throw new Error(`${file} is not a file of this server: choose another data folder.`, { cause: error })
    throw error
  }
}
