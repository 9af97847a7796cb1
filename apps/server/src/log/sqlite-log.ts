import { randomBytes } from 'node:crypto'
import { DrawbridgeError, markOf } from '@drawbridge/protocol'
import type { Database, Statement } from 'better-sqlite3'
import type {
  Appended,
  BoardMetadata,
  EntryGroup,
  FanOut,
  LogRange,
  LogState,
  OpLog,
  Snapshot,
} from './op-log.ts'
import type { SegmentSizes } from './segment.ts'
import {
  compress,
  cutSegment,
  decompress,
  packEntries,
  RangeFill,
  segmentSizes,
  unpackEntries,
} from './segment.ts'
import { openSqliteFile } from './sqlite-file.ts'
import type { SqliteFile } from './sqlite-file.ts'

interface BoardRow {
  readonly key: number
  readonly epoch: string
  readonly head: number
}

interface StateRow extends BoardRow {
  /** The entry at `head`. */
  readonly newest: Uint8Array | null
  readonly snapshot: number
}

interface MetadataRow {
  readonly title: string
  readonly hashes: string
  readonly created: number
  readonly updated: number
}

interface Waiting {
  readonly board: string
  readonly groups: readonly EntryGroup[]
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

interface SegmentRow {
  readonly first: number
  readonly last: number
  readonly bytes: Uint8Array
}

interface Stored extends Appended {
  readonly entries: readonly Uint8Array[]
}

function statements(database: Database) {
  const prepare = <Parameters extends readonly unknown[], Row = never>(
    sql: string,
  ): Statement<Parameters, Row> => database.prepare<Parameters, Row>(sql)
  return {
    board: prepare<[id: string], BoardRow>('SELECT key, epoch, head FROM boards WHERE id = ?'),
    state: prepare<[id: string], StateRow>(
      `SELECT boards.key, epoch, head, entries.bytes AS newest, ifnull(snapshots.seq, 0) AS snapshot
       FROM boards LEFT JOIN snapshots ON snapshots.board = boards.key
       LEFT JOIN entries ON entries.board = boards.key AND entries.seq = head WHERE id = ?`,
    ),
    createBoard: prepare<
      [id: string, epoch: string, title: string, hashes: string, created: number, updated: number]
    >(
      `INSERT INTO boards (id, epoch, title, hashes, created, updated) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
    ),
    metadata: prepare<[id: string], MetadataRow>(
      'SELECT title, hashes, created, updated FROM boards WHERE id = ?',
    ),
    setHead: prepare<[head: number, updated: number, key: number]>(
      'UPDATE boards SET head = ?, updated = ? WHERE key = ?',
    ),
    insertEntry: prepare<[key: number, seq: number, bytes: Uint8Array]>(
      'INSERT INTO entries (board, seq, bytes) VALUES (?, ?, ?)',
    ),
    entriesAfter: prepare<[key: number, after: number], { readonly seq: number; readonly bytes: Uint8Array }>(
      'SELECT seq, bytes FROM entries WHERE board = ? AND seq > ? ORDER BY seq',
    ),
    lastOf: prepare<[key: number, client: string], { readonly last: number }>(
      'SELECT last FROM clients WHERE board = ? AND client = ?',
    ),
    setLast: prepare<[key: number, client: string, last: number]>(
      `INSERT INTO clients (board, client, last) VALUES (?, ?, ?)
       ON CONFLICT (board, client) DO UPDATE SET last = excluded.last`,
    ),
    snapshot: prepare<[key: number], { readonly seq: number; readonly bytes: Uint8Array }>(
      'SELECT seq, bytes FROM snapshots WHERE board = ?',
    ),
    saveSnapshot: prepare<[key: number, seq: number, bytes: Uint8Array]>(
      `INSERT INTO snapshots (board, seq, bytes) VALUES (?, ?, ?)
       ON CONFLICT (board) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes WHERE excluded.seq > snapshots.seq`,
    ),
    trimmed: prepare<[key: number], { readonly last: number | null }>(
      'SELECT max(last) AS last FROM segments WHERE board = ?',
    ),
    segmentAfter: prepare<[key: number, after: number], SegmentRow>(
      'SELECT first, last, bytes FROM segments WHERE board = ? AND last > ? ORDER BY last LIMIT 1',
    ),
    insertSegment: prepare<[key: number, last: number, first: number, bytes: Uint8Array]>(
      'INSERT INTO segments (board, last, first, bytes) VALUES (?, ?, ?, ?)',
    ),
    deleteEntries: prepare<[key: number, upTo: number]>('DELETE FROM entries WHERE board = ? AND seq <= ?'),
    proposeSecret: prepare<[secret: string]>(
      `INSERT INTO meta (name, value) VALUES ('secret', ?) ON CONFLICT (name) DO NOTHING`,
    ),
    secret: prepare<[], { readonly value: string }>(`SELECT value FROM meta WHERE name = 'secret'`),
    ping: prepare<[], unknown>('SELECT 1'),
  }
}

class SqliteLog implements OpLog {
  readonly #file: SqliteFile
  readonly #sql: ReturnType<typeof statements>
  readonly #fanOut: FanOut
  readonly #now: () => number
  readonly #sizes: SegmentSizes
  readonly #storeOne: (waiting: Waiting) => Stored
  readonly #storeAll: (batch: readonly Waiting[]) => readonly (Stored | { readonly error: unknown })[]
  #waiting: Waiting[] = []
  #open = true

  constructor(file: SqliteFile, fanOut: FanOut, now: () => number, sizes: SegmentSizes) {
    const { database } = file
    this.#file = file
    this.#sql = statements(database)
    this.#fanOut = fanOut
    this.#now = now
    this.#sizes = sizes
    this.#storeOne = database.transaction((waiting: Waiting) => this.#store(waiting))
    this.#storeAll = database.transaction((batch: readonly Waiting[]) =>
      batch.map((waiting) => {
        try {
          return this.#storeOne(waiting)
        } catch (error) {
          // On a full disk SQLite may have rolled back everything already, also what other boards stored before.
          if (!database.inTransaction) throw error
          return { error }
        }
      }),
    )
  }

  createBoard(board: string, { title, keyHashes, createdAt }: BoardMetadata): Promise<void> {
    return this.#run(() => {
      const epoch = randomBytes(12).toString('base64url')
      const hashes = JSON.stringify(keyHashes)
      const { changes } = this.#sql.createBoard.run(board, epoch, title, hashes, createdAt, createdAt)
      if (changes === 0) throw new DrawbridgeError('BAD_REQUEST', 'There is a board with this id already.')
    })
  }

  metadata(board: string): Promise<BoardMetadata & { readonly updatedAt: number }> {
    return this.#run(() => {
      const row = found(this.#sql.metadata.get(board))
      return {
        title: row.title,
        keyHashes: JSON.parse(row.hashes) as BoardMetadata['keyHashes'],
        createdAt: row.created,
        updatedAt: row.updated,
      }
    })
  }

  append(board: string, groups: readonly EntryGroup[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (!this.#open) return reject(closed())
      // One sync of the disk for all that one turn of the event loop brings.
      if (this.#waiting.length === 0) setImmediate(() => this.#flush())
      this.#waiting.push({ board, groups, resolve, reject })
    })
  }

  async read(board: string, after: number | null, maxBytes: number, client = ''): Promise<LogRange> {
    const fill = new RangeFill(maxBytes)
    let base: number | undefined
    for (;;) {
      const { segment, fits, range } = await this.#run(() => {
        const row = found(this.#sql.state.get(board))
        const from = (base ??= (after ?? row.snapshot) + 1)
        const next = from + fill.entries.length
        const segment = this.#sql.segmentAfter.get(row.key, next - 1)
        const last = this.#sql.lastOf.get(row.key, client)?.last ?? 0
        const fits =
          segment !== undefined || fill.take(bytesOf(this.#sql.entriesAfter.iterate(row.key, next - 1)))
        return { segment, fits, range: { ...stateOf(row), last, base: from } }
      })
      if (!segment || !fits) return { ...range, entries: fill.entries }
      const skip = range.base + fill.entries.length - segment.first
      const entries = unpackEntries(await decompress(segment.bytes)).slice(skip)
      if (!fill.take(entries)) return { ...range, entries: fill.entries }
    }
  }

  state(board: string): Promise<LogState> {
    return this.#run(() => stateOf(found(this.#sql.state.get(board))))
  }

  states(boards: readonly string[]): Promise<ReadonlyMap<string, LogState>> {
    return this.#run(() => {
      const states = new Map<string, LogState>()
      for (const board of boards) {
        const row = this.#sql.state.get(board)
        if (row) states.set(board, stateOf(row))
      }
      return states
    })
  }

  snapshot(board: string): Promise<Snapshot | undefined> {
    return this.#run(() => {
      const { key, epoch } = found(this.#sql.board.get(board))
      const row = this.#sql.snapshot.get(key)
      return row && { epoch, ...row }
    })
  }

  saveSnapshot(board: string, { epoch, seq, bytes }: Snapshot): Promise<boolean> {
    return this.#run(() => {
      const row = found(this.#sql.board.get(board))
      if (row.epoch !== epoch || seq < 1 || seq > row.head) return false
      return this.#sql.saveSnapshot.run(row.key, seq, bytes).changes > 0
    })
  }

  async compact(board: string, keep: number): Promise<number> {
    for (let moved = 0; ; moved++) {
      const { key, trimmed, entries } = await this.#run(() => this.#oldEntries(board, keep))
      if (entries.length === 0) return moved
      const last = trimmed + entries.length
      const bytes = await compress(packEntries(entries))
      const done = await this.#run(() =>
        this.#file.database.transaction(() => {
          // Another call was faster.
          if (this.#trimmed(key) !== trimmed) return false
          this.#sql.insertSegment.run(key, last, trimmed + 1, bytes)
          this.#sql.deleteEntries.run(key, last)
          return true
        })(),
      )
      if (!done) return moved
    }
  }

  async keepHot(): Promise<void> {}

  secret(proposal: string): Promise<string> {
    return this.#run(() => {
      this.#sql.proposeSecret.run(proposal)
      return this.#sql.secret.get()?.value ?? proposal
    })
  }

  ping(): Promise<void> {
    return this.#run(() => void this.#sql.ping.get())
  }

  async close(): Promise<void> {
    if (!this.#open) return
    this.#flush()
    this.#open = false
    this.#file.close()
  }

  #flush(): void {
    const batch = this.#waiting
    this.#waiting = []
    if (batch.length === 0) return
    let outcomes
    try {
      outcomes = this.#storeAll(batch)
    } catch (error) {
      for (const { reject } of batch) reject(asUnavailable(error))
      return
    }
    // Whoever awaits an append runs after this function: the fan-out comes first although the promises settle here.
    outcomes.forEach((outcome, i) => {
      if ('error' in outcome) batch[i]?.reject(asUnavailable(outcome.error))
      else batch[i]?.resolve({ last: outcome.last, head: outcome.head })
    })
    outcomes.forEach((outcome, i) => {
      if ('error' in outcome || outcome.entries.length === 0) return
      this.#fanOut(batch[i]?.board ?? '', outcome.head - outcome.entries.length + 1, outcome.entries)
    })
  }

  #store({ board, groups }: Waiting): Stored {
    const { key, head } = found(this.#sql.board.get(board))
    const stored: Uint8Array[] = []
    const lasts = groups.map(({ client, first, entries }) => {
      const last = this.#sql.lastOf.get(key, client)?.last ?? 0
      const skip = last + 1 - first
      if (skip < 0 || skip >= entries.length) return last
      for (const bytes of entries.slice(skip)) {
        stored.push(bytes)
        this.#sql.insertEntry.run(key, head + stored.length, bytes)
      }
      const reached = first + entries.length - 1
      this.#sql.setLast.run(key, client, reached)
      return reached
    })
    if (stored.length > 0) this.#sql.setHead.run(head + stored.length, this.#now(), key)
    return { last: lasts, head: head + stored.length, entries: stored }
  }

  #trimmed(key: number): number {
    return this.#sql.trimmed.get(key)?.last ?? 0
  }

  /** What the next segment should hold. */
  #oldEntries(board: string, keep: number) {
    const { key, head, snapshot } = found(this.#sql.state.get(board))
    const trimmed = this.#trimmed(key)
    // The newest entry stays: clients that come back show theirs, to be compared with it.
    const last = Math.min(snapshot - keep, head - 1)
    const old: Uint8Array[] = []
    let bytes = 0
    for (const entry of this.#sql.entriesAfter.iterate(key, trimmed)) {
      if (entry.seq > last || bytes > this.#sizes.mostBytes) break
      bytes += entry.bytes.byteLength
      old.push(entry.bytes)
    }
    return { key, trimmed, entries: cutSegment(old, this.#sizes) }
  }

  async #run<Result>(work: () => Result): Promise<Result> {
    if (!this.#open) throw closed()
    try {
      return work()
    } catch (error) {
      throw asUnavailable(error)
    }
  }
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new DrawbridgeError('BOARD_NOT_FOUND')
  return row
}

function* bytesOf(rows: Iterable<{ readonly bytes: Uint8Array }>): Generator<Uint8Array> {
  for (const { bytes } of rows) yield bytes
}

function stateOf({ epoch, head, newest, snapshot }: StateRow): LogState {
  const mark = newest ? markOf(Buffer.from(newest).toString('base64url')) : ''
  return { epoch, head, mark, snapshot }
}

function closed(): DrawbridgeError {
  return new DrawbridgeError('LOG_UNAVAILABLE', 'The log is closed.')
}

function asUnavailable(error: unknown): DrawbridgeError {
  return error instanceof DrawbridgeError
    ? error
    : new DrawbridgeError('LOG_UNAVAILABLE', undefined, { cause: error })
}

/**
 * The log of a single instance, in one SQLite file (its folder is made where there is none).
 * Throws an Error with a sentence for the operator when the file is in use, of a newer format, or not ours.
 * @param fanOut told of entries once they are on the disk, before the append resolves
 * @param now milliseconds since 1970
 */
export function openSqliteLog({
  file,
  fanOut,
  now = Date.now,
  sizes = segmentSizes,
}: {
  readonly file: string
  readonly fanOut: FanOut
  readonly now?: () => number
  readonly sizes?: SegmentSizes
}): OpLog {
  return new SqliteLog(openSqliteFile(file), fanOut, now, sizes)
}
