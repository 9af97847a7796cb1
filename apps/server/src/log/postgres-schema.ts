import type { BoundedPostgres } from './bounded-postgres.ts'

const schemaVersion = 2
/** Any number that only we use: instances that start together take turns. */
const schemaLock = 0x64_72_61_77

/** What each version adds to the one before it. */
const steps = [
  `
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
`,
  `
  CREATE TABLE drawbridge.files (
    board text NOT NULL,
    id text NOT NULL,
    size bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (board, id)
  );
  ALTER TABLE drawbridge.files ALTER COLUMN bytes SET STORAGE EXTERNAL;
`,
]

/** Makes the tables that are missing. Throws an Error with a sentence for the operator where they are newer. */
export async function prepareSchema(postgres: BoundedPostgres): Promise<void> {
  const found = await postgres.run(async (client) => {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [schemaLock])
    await client.query('CREATE SCHEMA IF NOT EXISTS drawbridge')
    await client.query('CREATE TABLE IF NOT EXISTS drawbridge.schema (version integer NOT NULL)')
    const { rows } = await client.query<{ version: number }>('SELECT version FROM drawbridge.schema')
    const version = rows[0]?.version ?? 0
    for (const step of steps.slice(version)) await client.query(step)
    if (version === 0)
      await client.query('INSERT INTO drawbridge.schema (version) VALUES ($1)', [schemaVersion])
    else if (version < schemaVersion)
      await client.query('UPDATE drawbridge.schema SET version = $1', [schemaVersion])
    await client.query('COMMIT')
    return version
  })
  if (found > schemaVersion)
    throw new Error(
      `The cold store was written by a newer version of the server (its schema is ${found}, this server knows up to ${schemaVersion}): start that version.`,
    )
}
