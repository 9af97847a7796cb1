import { DrawbridgeError } from '@drawbridge/protocol'
import type { Redis } from 'ioredis'
import type { BoundedRedis } from './bounded-redis.ts'
import type { FrozenBoard } from './frozen-board.ts'
import type { BoardMetadata } from './op-log.ts'
import type { RedisClient } from './redis-client.ts'
import { byPlace, mastersOf, ownerOf } from './redis-client.ts'
import { asBuffer, keysOf, withScripts } from './redis-scripts.ts'
import type { Argument, Scripts } from './redis-scripts.ts'

/** Where a board's history ends and how far it may go. */
export interface Position {
  readonly epoch: string
  readonly snapshot: number
  readonly trimmed: number
  readonly history: string
  /** What its entries take of Redis, estimated. Bytes. */
  readonly streamBytes: number
}

/** Seconds that a board stays after an instance said that it hosts it. */
const leaseSeconds = 60
const claimSeconds = 60
const sweepKey = 'drawbridge:sweep'
const counterPrefix = 'c:'

/** How boards come into Redis and leave it, and what tells which may. Every step is atomic and refuses to act on an old look. */
export class HotBoards {
  readonly #redis: RedisClient & Scripts
  readonly #bounded: BoundedRedis

  constructor(redis: RedisClient, bounded: BoundedRedis) {
    this.#redis = withScripts(redis)
    this.#bounded = bounded
  }

  /** Undefined when the board is not hot. */
  async position(board: string): Promise<Position | undefined> {
    const { meta, stream } = keysOf(board)
    const [[epoch, snapshot, trimmed, history], streamBytes] = await this.#bounded.run(() =>
      Promise.all([
        this.#redis.hmget(meta, 'e', 'sn', 't', 'h'),
        ownerOf(this.#redis, stream).memory('USAGE', stream),
      ]),
    )
    if (!epoch) return undefined
    return {
      epoch,
      snapshot: Number(snapshot ?? 0),
      trimmed: Number(trimmed ?? 0),
      history: history ?? '',
      streamBytes: streamBytes ?? 0,
    }
  }

  /**
   * Takes entries that are in the history out of Redis.
   * @param from as the board was seen when the history was extended
   * @param to the end of the history now
   * @returns false when it did nothing, because somebody else was faster or the snapshot does not reach that far
   */
  async trim(
    board: string,
    from: Position,
    to: { readonly seq: number; readonly hash: string },
  ): Promise<boolean> {
    const { meta, stream } = keysOf(board)
    const trimmed = await this.#bounded.run(() =>
      this.#redis.drawbridgeTrim(meta, stream, from.epoch, from.trimmed, to.seq, to.hash),
    )
    return trimmed === 1
  }

  /** Everything that is kept of a board. Undefined when it is not hot, 'large' when its tail is more than asked for. */
  async take(
    board: string,
    maxEntries: number,
    maxBytes: number,
  ): Promise<FrozenBoard | 'large' | undefined> {
    const { meta, stream, snapshot, description } = keysOf(board)
    const taken = await this.#bounded.run(() =>
      this.#redis.drawbridgeTakeBuffer(meta, stream, snapshot, description, maxEntries, maxBytes),
    )
    if (taken === null) return undefined
    if (taken === 0) return 'large'
    const [metaFields, descriptionFields, bytes, tail] = taken
    const kept = fieldsOf(metaFields)
    const described = fieldsOf(descriptionFields)
    const counters = [...kept].filter(([name]) => name.startsWith(counterPrefix))
    return {
      epoch: kept.get('e') ?? '',
      head: Number(kept.get('s')),
      mark: kept.get('k') ?? '',
      counters: Object.fromEntries(
        counters.map(([name, last]) => [name.slice(counterPrefix.length), Number(last)]),
      ),
      metadata: {
        title: described.get('title') ?? '',
        keyHashes: JSON.parse(described.get('hashes') ?? '{}') as BoardMetadata['keyHashes'],
        createdAt: Number(described.get('created')),
        updatedAt: Number(kept.get('u')),
      },
      snapshot: bytes ? { seq: Number(kept.get('sn')), bytes } : undefined,
      trimmed: Number(kept.get('t') ?? 0),
      history: kept.get('h') ?? '',
      tail,
    }
  }

  /** Removes the board. False, and nothing done, when anything happened to it since `copy` was taken, or somebody hosts it. */
  async evict(board: string, copy: FrozenBoard): Promise<boolean> {
    const { meta, stream, snapshot, description, lease } = keysOf(board)
    const { title, keyHashes } = copy.metadata
    const evicted = await this.#bounded.run(() =>
      this.#redis.drawbridgeEvict(
        ...([meta, stream, snapshot, description, lease] as const),
        ...([copy.epoch, copy.head, title, JSON.stringify(keyHashes)] as const),
      ),
    )
    return evicted === 1
  }

  /** To be called before the cold copy is read that `hydrate` is given. False when the board is hot. @param claim new, and its own */
  async claim(board: string, claim: string): Promise<boolean> {
    const { meta, claims } = keysOf(board)
    return (
      (await this.#bounded.run(() => this.#redis.drawbridgeClaim(meta, claims, claim, claimSeconds))) === 1
    )
  }

  /** Takes back a claim that came to nothing. */
  async release(board: string, claim: string): Promise<void> {
    await this.#bounded.run(() => this.#redis.srem(keysOf(board).claims, claim))
  }

  /**
   * Makes a board hot, in a life of its own: what was decided about an earlier life does not apply to it.
   * @param epoch a new one
   * @returns false when it did nothing, because the board is hot or was so since the claim
   */
  async hydrate(board: string, claim: string, copy: FrozenBoard, epoch: string): Promise<boolean> {
    const { meta, stream, snapshot, description, claims, lease } = keysOf(board)
    const { title, keyHashes, createdAt, updatedAt } = copy.metadata
    const kept: Argument[] = ['e', epoch, 's', copy.head, 'k', copy.mark, 'u', updatedAt]
    if (copy.trimmed > 0) kept.push('t', copy.trimmed, 'h', copy.history)
    if (copy.snapshot) kept.push('sn', copy.snapshot.seq)
    for (const [client, last] of Object.entries(copy.counters)) kept.push(counterPrefix + client, last)
    const described = ['title', title, 'hashes', JSON.stringify(keyHashes), 'created', createdAt]
    const parameters: Argument[] = [claim, leaseSeconds, copy.trimmed]
    parameters.push(copy.snapshot ? asBuffer(copy.snapshot.bytes) : '')
    for (const values of [kept, described]) {
      parameters.push(values.length)
      for (const value of values) parameters.push(value)
    }
    for (const entry of copy.tail) parameters.push(asBuffer(entry))
    const hydrated = await this.#bounded.run(() =>
      this.#redis.drawbridgeHydrate(meta, stream, snapshot, description, claims, lease, parameters),
    )
    return hydrated === 1
  }

  /** Says that the boards are in use here: nobody evicts them for a minute. */
  async keepHot(boards: readonly string[]): Promise<void> {
    const renew = async (group: readonly string[]) => {
      const answers = await this.#bounded.run(() => {
        const pipeline = this.#redis.pipeline()
        for (const board of group) pipeline.set(keysOf(board).lease, 1, 'EX', leaseSeconds)
        return pipeline.exec()
      })
      const failure = answers?.find(([error]) => error)?.[0]
      if (failure) throw new DrawbridgeError('LOG_UNAVAILABLE', undefined, { cause: failure })
    }
    await Promise.all(byPlace(this.#redis, boards, (board) => keysOf(board).lease).map(renew))
  }

  /** True for one of all instances that ask within this time. Milliseconds. */
  async claimSweep(everyMs: number): Promise<boolean> {
    return (await this.#bounded.run(() => this.#redis.set(sweepKey, 1, 'PX', everyMs, 'NX'))) === 'OK'
  }

  /**
   * Boards that nobody hosts and that were last changed before `since` (milliseconds since 1970). A board may come twice,
   * and one that changes meanwhile may come or not.
   */
  async *idle(since: number): AsyncGenerator<string> {
    for (const server of mastersOf(this.#redis)) yield* this.#idleOf(server, since)
  }

  async *#idleOf(server: Redis, since: number): AsyncGenerator<string> {
    let cursor = '0'
    do {
      const at = cursor
      const [next, keys] = await this.#bounded.run(() =>
        server.scan(at, 'MATCH', keysOf('*').meta, 'COUNT', 500),
      )
      cursor = next
      const boards = keys.map((key) => key.slice(1, key.lastIndexOf('}')))
      const answers = await this.#bounded.run(() => {
        const pipeline = server.pipeline()
        for (const board of boards) {
          pipeline.hget(keysOf(board).meta, 'u')
          pipeline.exists(keysOf(board).lease)
        }
        return pipeline.exec()
      })
      for (const [i, board] of boards.entries()) {
        const updated = answers?.[2 * i]?.[1]
        const hosted = answers?.[2 * i + 1]?.[1]
        if (typeof updated === 'string' && Number(updated) < since && hosted === 0) yield board
      }
    } while (cursor !== '0')
  }
}

function fieldsOf(flat: readonly Buffer[]): Map<string, string> {
  const fields = new Map<string, string>()
  for (let i = 0; i + 1 < flat.length; i += 2) fields.set(String(flat[i]), String(flat[i + 1]))
  return fields
}
