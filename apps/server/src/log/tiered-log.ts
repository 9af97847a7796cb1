import { randomUUID } from 'node:crypto'
import { DrawbridgeError } from '@drawbridge/protocol'
import { BoundedRedis } from './bounded-redis.ts'
import type { RedisClient } from './redis-client.ts'
import type { ColdStore } from './cold-store.ts'
import type { FrozenBoard } from './frozen-board.ts'
import { decodeFrozenBoard, encodeFrozenBoard } from './frozen-board.ts'
import { History } from './history.ts'
import { HotBoards } from './hot-boards.ts'
import type {
  Appended,
  BoardMetadata,
  EntryGroup,
  Freezer,
  LogRange,
  LogState,
  OpLog,
  Snapshot,
} from './op-log.ts'
import type { RedisLogOptions } from './redis-log.ts'
import { newEpoch, RedisLog } from './redis-log.ts'
import type { SegmentSizes } from './segment.ts'
import { cutSegment, RangeFill, segmentSizes } from './segment.ts'

/** A board that is put away again and again while it is called for is a defect, not something to wait for. */
const maxTries = 20

/** The most of a tail that goes into a cold copy, and comes back with it. */
const tailEntries = 4096
const tailBytes = 2 * 1024 * 1024

/** What a board may keep in Redis for those who were away for a short time. Bytes. */
const keptBytes = 4 * 1024 * 1024

/**
 * Boards in use are in Redis, the others and the old entries of all in a cold store. Which of the two a board is in shows
 * to nobody: a call that does not find it in Redis brings it there and is made again.
 *
 * Redis is the truth about a board for as long as it has it; what the cold store then holds of it is an older copy. So a
 * crash between any two steps leaves nothing half done, only something to do again.
 */
class TieredLog implements OpLog, Freezer {
  readonly #log: RedisLog
  readonly #hot: HotBoards
  readonly #cold: ColdStore
  readonly #history: History
  readonly #sizes: SegmentSizes
  readonly #thawing = new Map<string, Promise<boolean>>()
  thawed = 0

  constructor(log: RedisLog, hot: HotBoards, cold: ColdStore, sizes: SegmentSizes) {
    this.#log = log
    this.#hot = hot
    this.#cold = cold
    this.#history = new History(cold)
    this.#sizes = sizes
  }

  async createBoard(board: string, metadata: BoardMetadata): Promise<void> {
    for (let tries = 0; tries < maxTries; tries++) {
      const claim = randomUUID()
      const free = (await this.#hot.claim(board, claim)) && !(await this.#cold.board(board))
      if (!free) throw new DrawbridgeError('BAD_REQUEST', 'There is a board with this id already.')
      if (await this.#log.createClaimed(board, metadata, claim)) return
    }
    throw neverStill(board)
  }

  metadata(board: string): Promise<BoardMetadata & { readonly updatedAt: number }> {
    return this.#whenHot(board, () => this.#log.metadata(board))
  }

  append(board: string, groups: readonly EntryGroup[]): Promise<Appended> {
    return this.#whenHot(board, () => this.#log.append(board, groups))
  }

  async read(board: string, after: number | null, maxBytes: number, client?: string): Promise<LogRange> {
    const fill = new RangeFill(maxBytes)
    const look = (from: number | null, room: number) =>
      this.#whenHot(board, () => this.#log.readHot(board, from, room, client))
    let { trimmed, history, ...range } = await look(after, maxBytes)
    if (range.base > trimmed) return range
    const { base } = range
    // Where the history ends, what follows it is read in the same call: a range never ends for no reason that shows.
    for (;;) {
      const next = () => base + fill.entries.length
      const end = { seq: trimmed, hash: history }
      let fits = true
      while (fits && next() <= trimmed) fits = fill.take(await this.#history.read(board, end, next() - 1))
      if (!fits || fill.room === 0) break
      const { trimmed: trimmedNow, history: historyNow, ...rest } = await look(next() - 1, fill.room)
      // Another life of the board: what was read so far is a part of the one before.
      if (rest.epoch !== range.epoch) break
      range = rest
      if (rest.base > trimmedNow) {
        fill.take(rest.entries)
        break
      }
      trimmed = trimmedNow
      history = historyNow
    }
    return { ...range, base, entries: fill.entries }
  }

  state(board: string): Promise<LogState> {
    return this.#whenHot(board, () => this.#log.state(board))
  }

  async states(boards: readonly string[]): Promise<ReadonlyMap<string, LogState>> {
    const hot = await this.#log.states(boards)
    if (hot.size === boards.length) return hot
    const states = new Map<string, LogState>()
    await Promise.all(
      boards.map(async (board) => {
        const state = hot.get(board) ?? (await orUndefined(this.state(board)))
        if (state) states.set(board, state)
      }),
    )
    return new Map(
      boards.flatMap((board) => {
        const state = states.get(board)
        return state ? [[board, state]] : []
      }),
    )
  }

  snapshot(board: string): Promise<Snapshot | undefined> {
    return this.#whenHot(board, () => this.#log.snapshot(board))
  }

  saveSnapshot(board: string, snapshot: Snapshot): Promise<boolean> {
    return this.#whenHot(board, () => this.#log.saveSnapshot(board, snapshot))
  }

  async compact(board: string, keep: number): Promise<number> {
    for (let moved = 0; ; moved++) {
      const position = await this.#hot.position(board)
      if (!position) return moved
      const { epoch, trimmed, history, snapshot, streamBytes } = position
      const range = await orUndefined(this.#log.readHot(board, trimmed, this.#sizes.mostBytes))
      // Somebody else is at it, or has put it away.
      if (range?.epoch !== epoch || range.trimmed !== trimmed || range.base !== trimmed + 1) return moved
      // The newest entry stays: clients that come back show theirs, to be compared with it.
      const kept = streamBytes > keptBytes ? 0 : keep
      const last = Math.min(snapshot - kept, range.head - 1)
      const entries = cutSegment(range.entries.slice(0, Math.max(0, last - trimmed)), this.#sizes)
      if (entries.length === 0) return moved
      const end = await this.#history.extend(board, { seq: trimmed, hash: history }, entries)
      if (!(await this.#hot.trim(board, position, end))) return moved
    }
  }

  keepHot(boards: readonly string[]): Promise<void> {
    return this.#hot.keepHot(boards)
  }

  secret(proposal: string): Promise<string> {
    return this.#log.secret(proposal)
  }

  /** Not of the cold store: what is in use can be used without it. */
  ping(): Promise<void> {
    return this.#log.ping()
  }

  async close(): Promise<void> {
    await this.#log.close()
    await this.#cold.close()
  }

  claimSweep(everyMs: number): Promise<boolean> {
    return this.#hot.claimSweep(everyMs)
  }

  idle(since: number): AsyncIterable<string> {
    return this.#hot.idle(since)
  }

  async freeze(board: string): Promise<'frozen' | 'gone' | 'large' | 'in use' | 'older'> {
    const copy = await this.#hot.take(board, tailEntries, tailBytes)
    if (copy === undefined) return 'gone'
    if (copy === 'large') return 'large'
    const written = await this.#cold.putBoard(board, copy.head, await encodeFrozenBoard(copy))
    // Redis has lost its end, as after a restore from a backup: the cold copy is the same log, and goes on.
    if (!written && !(await this.#isBeginning(board, copy))) return 'older'
    return (await this.#hot.evict(board, copy)) ? 'frozen' : 'in use'
  }

  /** Whether the cold copy has the same entry where this one ends; then it has the same ones before it, too. */
  async #isBeginning(board: string, { head, tail }: FrozenBoard): Promise<boolean> {
    const newest = tail.at(-1)
    const bytes = await this.#cold.board(board)
    if (!bytes || !newest) return head === 0
    const cold = await decodeFrozenBoard(bytes)
    if (cold.head < head) return false
    const [same] =
      head > cold.trimmed
        ? cold.tail.slice(head - cold.trimmed - 1)
        : await this.#history.read(board, { seq: cold.trimmed, hash: cold.history }, head - 1)
    return same !== undefined && Buffer.compare(same, newest) === 0
  }

  /** Makes a call that is about one board; where Redis does not know the board, brings it there and calls again. */
  async #whenHot<Result>(board: string, call: () => Promise<Result>): Promise<Result> {
    for (let tries = 0; tries < maxTries; tries++) {
      try {
        return await call()
      } catch (error) {
        if (!isNotFound(error) || !(await this.#thaw(board))) throw error
      }
    }
    throw neverStill(board)
  }

  /** False when there is no such board. Callers that come meanwhile wait for the same thaw. */
  #thaw(board: string): Promise<boolean> {
    const under = this.#thawing.get(board)
    if (under) return under
    const thaw = this.#hydrate(board).finally(() => this.#thawing.delete(board))
    this.#thawing.set(board, thaw)
    return thaw
  }

  async #hydrate(board: string): Promise<boolean> {
    const claim = randomUUID()
    if (!(await this.#hot.claim(board, claim))) return true
    const bytes = await this.#cold.board(board)
    if (!bytes) {
      await this.#hot.release(board, claim)
      return false
    }
    const copy = await decodeFrozenBoard(bytes)
    // Who loses to another instance finds the board hot when it calls again.
    if (await this.#hot.hydrate(board, claim, copy, newEpoch())) this.thawed += 1
    return true
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof DrawbridgeError && error.code === 'BOARD_NOT_FOUND'
}

async function orUndefined<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

function neverStill(board: string): DrawbridgeError {
  return new DrawbridgeError('LOG_UNAVAILABLE', `The board ${board} is put away as often as it is fetched.`)
}

/**
 * The log that several instances share, over Redis and a cold store. Fan-out as in `openRedisLog`.
 * @param redis from `connectRedis`; whoever connected it also closes it, after the log
 * @param cold closed with the log
 * @param deadlineMs after which a command to Redis rejects with LOG_UNAVAILABLE
 */
export function openTieredLog({
  redis,
  cold,
  deadlineMs = 3000,
  sizes = segmentSizes,
  ...options
}: RedisLogOptions & {
  readonly redis: RedisClient
  readonly cold: ColdStore
  readonly deadlineMs?: number
  readonly sizes?: SegmentSizes
}): OpLog & Freezer {
  const bounded = new BoundedRedis(redis, deadlineMs)
  const log = new RedisLog(redis, bounded, options)
  return new TieredLog(log, new HotBoards(redis, bounded), cold, sizes)
}
