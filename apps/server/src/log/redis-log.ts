import { randomBytes } from 'node:crypto'
import type { ComposedGroup } from '@drawbridge/protocol'
import { DrawbridgeError } from '@drawbridge/protocol'
import { Cluster } from 'ioredis'
import { adapterChannel, adapterMessage } from './adapter-message.ts'
import { BoundedRedis } from './bounded-redis.ts'
import { LiveComposer } from './live-composer.ts'
import type { RedisClient } from './redis-client.ts'
import { byPlace } from './redis-client.ts'
import type { Appended, BoardMetadata, EntryGroup, LogRange, LogState, OpLog, Snapshot } from './op-log.ts'
import { asBuffer, keysOf, textOf, withScripts } from './redis-scripts.ts'
import type { Argument, Scripts } from './redis-scripts.ts'
import type { ScriptRunner } from './script-runner.ts'
import { PlainScripts, scriptOf } from './script-runner.ts'

const secretKey = 'drawbridge:secret'
const append = scriptOf('drawbridgeAppend', textOf('append.lua'))
/** As `states.lua` returns them. */
const stateFields = ['e', 's', 'k', 'sn'] as const
const createBoard = scriptOf('drawbridgeCreateBoard', textOf('create-board.lua'))

/** What `append.lua` returns. */
type AppendAnswer = [head: number, lasts: number[], counts: number[]] | null

export interface RedisLogOptions {
  /** `channelPrefix` of the adapters. */
  readonly adapterPrefix: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Runs what is acknowledged; on `redis` itself if left out. Closed with the log. */
  readonly writes?: ScriptRunner | undefined
}

/** A range that tells how much of the board is in the history instead. */
export interface HotRange extends LogRange {
  /** Seq up to which entries are in the history; of what was asked for before that, `entries` holds nothing. */
  readonly trimmed: number
  /** Names the history up to there. */
  readonly history: string
}

/** The part of the log that is in Redis. By itself it is the whole log, as long as nothing is trimmed. */
export class RedisLog implements OpLog {
  readonly #redis: RedisClient & Scripts
  readonly #bounded: BoundedRedis
  readonly #adapterPrefix: string
  readonly #now: () => number
  readonly #writes: ScriptRunner
  readonly #composer = new LiveComposer()

  constructor(
    redis: RedisClient,
    bounded: BoundedRedis,
    { adapterPrefix, now = Date.now, writes }: RedisLogOptions,
  ) {
    this.#redis = withScripts(redis)
    this.#bounded = bounded
    this.#adapterPrefix = adapterPrefix
    this.#now = now
    this.#writes = writes ?? new PlainScripts(redis, bounded)
    // The log may have lost its end meanwhile, and have gone on otherwise.
    for (const event of ['close', '+node', '-node']) redis.on(event, () => this.#composer.forgetAll())
  }

  async createBoard(board: string, metadata: BoardMetadata): Promise<void> {
    await this.createClaimed(board, metadata, '')
  }

  /**
   * Like createBoard, under a claim: false, and nothing done, when the board was made hot since then.
   * @param claim empty where there is no cold store
   */
  async createClaimed(
    board: string,
    { title, keyHashes, createdAt }: BoardMetadata,
    claim: string,
  ): Promise<boolean> {
    const { meta, description, claims } = keysOf(board)
    const epoch = newEpoch()
    const hashes = JSON.stringify(keyHashes)
    const parameters = [epoch, title, hashes, createdAt, claim]
    const created = await this.#writes.run(createBoard, [meta, description, claims], parameters)
    if (created === 0) throw new DrawbridgeError('BAD_REQUEST', 'There is a board with this id already.')
    return created === 1
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
      updatedAt: Number(found(updated)),
    }
  }

  async append(board: string, groups: readonly EntryGroup[]): Promise<Appended> {
    const { meta, stream } = keysOf(board)
    const live = this.#composer.compose(board, groups)
    const batch = adapterMessage(board, 'l')
    const head = adapterMessage(board, 'head')
    const parameters: Argument[] = [batch.opening, head.opening, batch.closing, this.#now()]
    parameters.push(live.time, live.knownHead)
    groups.forEach(({ client, first, entries }, i) => {
      const { ref, body, mark } = live.groups[i] as ComposedGroup
      parameters.push(client, first, entries.length, ref, body, mark, ...entries.map(asBuffer))
    })
    const channel = adapterChannel(this.#adapterPrefix, board)
    try {
      const appended = await this.#writes.run(append, [meta, stream, channel], parameters)
      const [newest, last, counts] = found(appended as AppendAnswer)
      live.stored(newest, counts)
      return { head: newest, last }
    } catch (error) {
      // It may have been stored.
      this.#composer.forget(board)
      throw error
    }
  }

  async read(board: string, after: number | null, maxBytes: number, client = ''): Promise<LogRange> {
    const { trimmed, history, ...range } = await this.readHot(board, after, maxBytes, client)
    if (range.base <= trimmed)
      throw new DrawbridgeError(
        'LOG_UNAVAILABLE',
        `The history of this board up to ${trimmed} is in a cold store (as ${history}): set DRAWBRIDGE_COLD_URL.`,
      )
    return range
  }

  async readHot(board: string, after: number | null, maxBytes: number, client = ''): Promise<HotRange> {
    const { meta, stream } = keysOf(board)
    const [epoch, head, mark, snapshot, last, trimmed, history, base, entries] = found(
      await this.#bounded.run(() =>
        this.#redis.drawbridgeReadBuffer(meta, stream, after ?? '', maxBytes, client),
      ),
    )
    return {
      ...{ epoch: epoch.toString(), head, mark: mark.toString(), snapshot, last, base, entries },
      trimmed,
      history: history.toString(),
    }
  }

  async state(board: string): Promise<LogState> {
    const { meta } = keysOf(board)
    return found(stateOf(await this.#bounded.run(() => this.#redis.hmget(meta, ...stateFields))))
  }

  async states(boards: readonly string[]): Promise<ReadonlyMap<string, LogState>> {
    const states = new Map<string, LogState>()
    const groups = byPlace(this.#redis, boards, (board) => keysOf(board).meta)
    await Promise.all(
      groups.map(async (group) => {
        const rows = await this.#bounded.run(() => this.#rowsOfPlace(group))
        group.forEach((board, i) => {
          const state = stateOf(rows[i] ?? [])
          if (state) states.set(board, state)
        })
      }),
    )
    return states
  }

  /** @param boards that the same servers have */
  async #rowsOfPlace(boards: readonly string[]): Promise<readonly (readonly (string | null)[])[]> {
    const metas = boards.map((board) => keysOf(board).meta)
    // A command for each would be most of what boards at rest cost.
    if (!(this.#redis instanceof Cluster)) return this.#redis.drawbridgeStates([metas.length, ...metas])
    // A script of a cluster may only touch one slot.
    const pipeline = this.#redis.pipeline()
    for (const meta of metas) pipeline.hmget(meta, ...stateFields)
    return Array.from((await pipeline.exec()) ?? [], ([error, row]) => {
      if (error) throw error
      return row as (string | null)[]
    })
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

  /** Without a cold store the history has no place but Redis. */
  async compact(): Promise<number> {
    return 0
  }

  async keepHot(): Promise<void> {}

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
    this.#writes.close()
    this.#bounded.close()
  }
}

function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new DrawbridgeError('BOARD_NOT_FOUND')
  return value
}

/** @param row values of `stateFields` */
function stateOf([epoch, head, mark, snapshot]: readonly (string | null)[]): LogState | undefined {
  if (!epoch) return undefined
  return { epoch, head: Number(head), mark: mark ?? '', snapshot: Number(snapshot ?? 0) }
}

export function newEpoch(): string {
  return randomBytes(12).toString('base64url')
}

/**
 * The log that several instances share. Fan-out goes through Redis: stock Socket.IO sharded adapters with the same
 * `channelPrefix`, on any instance, deliver the entries of an append to the board's namespace.
 * @param redis from `connectRedis`; whoever connected it also closes it, after the log
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 */
export function openRedisLog({
  redis,
  deadlineMs = 3000,
  ...options
}: RedisLogOptions & { readonly redis: RedisClient; readonly deadlineMs?: number }): RedisLog {
  return new RedisLog(redis, new BoundedRedis(redis, deadlineMs), options)
}
