import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DrawbridgeError, markLength } from '@drawbridge/protocol'
import type { Redis } from 'ioredis'
import { adapterChannel, adapterMessage } from './adapter-message.ts'
import { BoundedRedis } from './bounded-redis.ts'
import type { Appended, BoardMetadata, EntryGroup, LogRange, LogState, OpLog, Snapshot } from './op-log.ts'

/**
 * All of a board lies in one slot of a cluster. The stream holds batches of entries, each under the id
 * `<seq of its last entry>-0`, one field `e` per entry.
 */
const keysOf = (board: string) => ({
  /** Hash: e epoch, s head, k its mark, sn seq of the snapshot, u time of the last entry, c:<client> its highest n. */
  meta: `{${board}}:m`,
  stream: `{${board}}:l`,
  snapshot: `{${board}}:s`,
  /** Hash: title, hashes (JSON), created. */
  description: `{${board}}:b`,
})

const secretKey = 'drawbridge:secret'

type Argument = string | number | Buffer

/** The scripts, as methods that ioredis adds to the client; those on …Buffer answer with bytes. */
interface Scripts {
  drawbridgeAppend(
    meta: string,
    stream: string,
    channel: string,
    parameters: readonly Argument[],
  ): Promise<[head: number, lasts: number[]] | null>
  drawbridgeReadBuffer(
    meta: string,
    stream: string,
    after: number | '',
    maxBytes: number,
    client: string,
  ): Promise<
    | [
        epoch: Buffer,
        head: number,
        mark: Buffer,
        snapshot: number,
        last: number,
        base: number,
        entries: Buffer[],
      ]
    | null
  >
  drawbridgeCreateBoard(
    meta: string,
    description: string,
    epoch: string,
    title: string,
    hashes: string,
    created: number,
  ): Promise<number>
  drawbridgeSaveSnapshot(
    meta: string,
    snapshot: string,
    epoch: string,
    seq: number,
    bytes: Buffer,
  ): Promise<number | null>
  drawbridgeSnapshotBuffer(
    meta: string,
    snapshot: string,
  ): Promise<[epoch: Buffer, seq: number, bytes: Buffer | null] | null>
}

const scripts = {
  drawbridgeAppend: { file: 'append.lua', numberOfKeys: 3 },
  drawbridgeRead: { file: 'read.lua', numberOfKeys: 2 },
  drawbridgeCreateBoard: { file: 'create-board.lua', numberOfKeys: 2 },
  drawbridgeSaveSnapshot: { file: 'save-snapshot.lua', numberOfKeys: 2 },
  drawbridgeSnapshot: { file: 'snapshot.lua', numberOfKeys: 2 },
}

function withScripts(redis: Redis): Redis & Scripts {
  for (const [name, { file, numberOfKeys }] of Object.entries(scripts))
    redis.defineCommand(name, { numberOfKeys, lua: readFileSync(new URL(file, import.meta.url), 'utf8') })
  return redis as Redis & Scripts
}

class RedisLog implements OpLog {
  readonly #redis: Redis & Scripts
  readonly #bounded: BoundedRedis
  readonly #adapterPrefix: string
  readonly #now: () => number

  constructor(redis: Redis, bounded: BoundedRedis, adapterPrefix: string, now: () => number) {
    this.#redis = withScripts(redis)
    this.#bounded = bounded
    this.#adapterPrefix = adapterPrefix
    this.#now = now
  }

  async createBoard(board: string, { title, keyHashes, createdAt }: BoardMetadata): Promise<void> {
    const { meta, description } = keysOf(board)
    const epoch = randomBytes(12).toString('base64url')
    const hashes = JSON.stringify(keyHashes)
    const created = await this.#bounded.run(() =>
      this.#redis.drawbridgeCreateBoard(meta, description, epoch, title, hashes, createdAt),
    )
    if (created === 0) throw new DrawbridgeError('BAD_REQUEST', 'There is a board with this id already.')
  }

  async metadata(board: string): Promise<BoardMetadata & { readonly updatedAt: number }> {
    const { meta, description } = keysOf(board)
    const [[title, hashes, created], updated] = await this.#bounded.run(() =>
      Promise.all([
        this.#redis.hmget(description, 'title', 'hashes', 'created'),
        this.#redis.hget(meta, 'u'),
      ]),
    )
    return {
      title: found(title),
      keyHashes: JSON.parse(found(hashes)) as BoardMetadata['keyHashes'],
      createdAt: Number(created),
      updatedAt: Number(updated),
    }
  }

  async append(board: string, groups: readonly EntryGroup[]): Promise<Appended> {
    const { meta, stream } = keysOf(board)
    const { opening, closing } = adapterMessage(board)
    const parameters: Argument[] = [opening, closing, this.#now(), markLength]
    for (const { client, first, entries } of groups) {
      parameters.push(client, first, entries.length)
      for (const entry of entries) {
        const bytes = asBuffer(entry)
        parameters.push(bytes, bytes.toString('base64url'))
      }
    }
    const channel = adapterChannel(this.#adapterPrefix, board)
    const [head, last] = found(
      await this.#bounded.run(() => this.#redis.drawbridgeAppend(meta, stream, channel, parameters)),
    )
    return { head, last }
  }

  async read(board: string, after: number | null, maxBytes: number, client = ''): Promise<LogRange> {
    const { meta, stream } = keysOf(board)
    const [epoch, head, mark, snapshot, last, base, entries] = found(
      await this.#bounded.run(() =>
        this.#redis.drawbridgeReadBuffer(meta, stream, after ?? '', maxBytes, client),
      ),
    )
    return { epoch: epoch.toString(), head, mark: mark.toString(), snapshot, last, base, entries }
  }

  async state(board: string): Promise<LogState> {
    return found((await this.states([board])).get(board))
  }

  async states(boards: readonly string[]): Promise<ReadonlyMap<string, LogState>> {
    const rows = await this.#bounded.run(() => {
      const pipeline = this.#redis.pipeline()
      for (const board of boards) pipeline.hmget(keysOf(board).meta, 'e', 's', 'k', 'sn')
      return pipeline.exec()
    })
    const states = new Map<string, LogState>()
    boards.forEach((board, i) => {
      const [error, row] = rows?.[i] ?? [new Error('no answer'), undefined]
      if (error) throw new DrawbridgeError('LOG_UNAVAILABLE', undefined, { cause: error })
      const [epoch, head, mark, snapshot] = row as (string | null)[]
      if (epoch)
        states.set(board, { epoch, head: Number(head), mark: mark ?? '', snapshot: Number(snapshot ?? 0) })
    })
    return states
  }

  async snapshot(board: string): Promise<Snapshot | undefined> {
    const keys = keysOf(board)
    const [epoch, seq, bytes] = found(
      await this.#bounded.run(() => this.#redis.drawbridgeSnapshotBuffer(keys.meta, keys.snapshot)),
    )
    return bytes ? { epoch: epoch.toString(), seq, bytes } : undefined
  }

  async saveSnapshot(board: string, { epoch, seq, bytes }: Snapshot): Promise<boolean> {
    const keys = keysOf(board)
    const saved = await this.#bounded.run(() =>
      this.#redis.drawbridgeSaveSnapshot(keys.meta, keys.snapshot, epoch, seq, asBuffer(bytes)),
    )
    return found(saved) === 1
  }

  async secret(proposal: string): Promise<string> {
    const [, shared] = await this.#bounded.run(() =>
      Promise.all([this.#redis.setnx(secretKey, proposal), this.#redis.get(secretKey)]),
    )
    return shared ?? proposal
  }

  async ping(): Promise<void> {
    await this.#bounded.run(() => this.#redis.ping())
  }

  async close(): Promise<void> {
    this.#bounded.close()
  }
}

function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new DrawbridgeError('BOARD_NOT_FOUND')
  return value
}

/** The same memory as a Buffer: the client sends anything else as text. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * The log that several instances share. Fan-out goes through Redis: stock Socket.IO sharded adapters with the same
 * `channelPrefix`, on any instance, deliver the entries of an append to the board's namespace.
 * @param redis from `connectRedis`; whoever connected it also closes it, after the log
 * @param adapterPrefix `channelPrefix` of the adapters
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 * @param now milliseconds since 1970
 */
export function openRedisLog({
  redis,
  adapterPrefix,
  deadlineMs = 3000,
  now = Date.now,
}: {
  readonly redis: Redis
  readonly adapterPrefix: string
  readonly deadlineMs?: number
  readonly now?: () => number
}): OpLog {
  return new RedisLog(redis, new BoundedRedis(redis, deadlineMs), adapterPrefix, now)
}
