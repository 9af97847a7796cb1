import { startPostgres, startRedis } from '@drawbridge/testkit'
import type { PostgresProcess, RedisProcess } from '@drawbridge/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { freezeNow } from '../testing/freeze-now.ts'
import type { ColdStore } from './cold-store.ts'
import type { EntryGroup, Freezer, OpLog } from './op-log.ts'
import { openPostgresStore } from './postgres-store.ts'
import { connectRedis } from './redis-connection.ts'
import { openTieredLog } from './tiered-log.ts'

const sizes = { leastEntries: 1, leastBytes: 1, mostEntries: 4, mostBytes: 1000 }
const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
const deadlineMs = 1500

let server: RedisProcess
let postgres: PostgresProcess
let redis: Redis
let cold: ColdStore
let log: OpLog & Freezer
let board = 'board-0'
let boards = 0
const opened: (OpLog & Freezer)[] = []

beforeAll(async () => {
  server = await startRedis()
  postgres = await startPostgres()
  redis = connectRedis(server.url, () => {})
  // One for each handle.
  redis.setMaxListeners(50)
  cold = await openPostgresStore(postgres.url, () => {}, deadlineMs)
  log = openLog(cold)
})

afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()))
  await cold?.close()
  redis?.disconnect()
  await server?.stop()
  await postgres?.stop()
})

beforeEach(async () => {
  board = `board-${++boards}`
  await log.createBoard(board, { title: 'kept', keyHashes, createdAt: 1 })
  await append(1, 10)
})

/** A handle whose cold store belongs to the suite. */
function openLog(over: ColdStore): OpLog & Freezer {
  const one = openTieredLog({
    redis,
    cold: { ...bound(over), close: async () => {} },
    adapterPrefix: 'drawbridge-test',
    deadlineMs,
    sizes,
  })
  opened.push(one)
  return one
}

function bound(store: ColdStore): ColdStore {
  return {
    putSegment: store.putSegment.bind(store),
    segments: store.segments.bind(store),
    segment: store.segment.bind(store),
    putBoard: store.putBoard.bind(store),
    board: store.board.bind(store),
    ping: store.ping.bind(store),
    close: store.close.bind(store),
  }
}

/** A handle that does something else, once, right before or after a step of the cold store. */
function interrupted(
  step: 'putSegment' | 'putBoard' | 'board',
  when: 'before' | 'after',
  interrupt: () => Promise<unknown>,
): OpLog & Freezer {
  let done = false
  const once = async () => {
    if (done) return
    done = true
    await interrupt()
  }
  const around = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (when === 'before') await once()
    const result = await work()
    if (when === 'after') await once()
    return result
  }
  return openLog({
    ...bound(cold),
    ...(step === 'putSegment' && {
      putSegment: (...args) => around(() => cold.putSegment(...args)),
    }),
    ...(step === 'putBoard' && { putBoard: (...args) => around(() => cold.putBoard(...args)) }),
    ...(step === 'board' && { board: (...args) => around(() => cold.board(...args)) }),
  })
}

const nameOf = (n: number) => `ann:${n}`.padEnd(30, '.')
const names = (count: number) => Array.from({ length: count }, (_, i) => nameOf(i + 1))

function groupOf(first: number, count: number): EntryGroup {
  return {
    client: 'ann',
    first,
    entries: names(first + count - 1)
      .slice(first - 1)
      .map((name) => Buffer.from(name)),
  }
}

function append(first: number, count: number) {
  return log.append(board, [groupOf(first, count)])
}

async function stored(from: OpLog = log): Promise<string[]> {
  const all: string[] = []
  for (;;) {
    const { base, entries, head } = await from.read(board, all.length, 200)
    expect(base).toBe(all.length + 1)
    all.push(...entries.map((entry) => Buffer.from(entry).toString()))
    if (all.length >= head) return all
  }
}

async function saveSnapshot(seq: number): Promise<void> {
  const { epoch } = await log.state(board)
  expect(await log.saveSnapshot(board, { epoch, seq, bytes: Buffer.from(`snapshot ${seq}`) })).toBe(true)
}

const isHot = async () => (await redis.exists(`{${board}}:m`)) === 1

/** As the next sweep, and the ones after it, would. */
async function sweepUntilFrozen(): Promise<void> {
  await vi.waitFor(() => freezeNow(redis, log, board), { timeout: 15_000 })
}

describe('moving to the cold store', () => {
  test('leaves nothing in Redis, and everything comes back with the first call', async () => {
    await saveSnapshot(9)
    await log.compact(board, 1)
    const before = { ...(await log.state(board)), metadata: await log.metadata(board) }
    await freezeNow(redis, log, board)
    expect(await redis.keys(`{${board}}*`)).toEqual([])
    const after = { ...(await log.state(board)), metadata: await log.metadata(board) }
    expect({ ...after, epoch: before.epoch }).toEqual(before)
    expect(Buffer.from((await log.snapshot(board))?.bytes ?? []).toString()).toBe('snapshot 9')
    expect(await stored()).toEqual(names(10))
  })

  test('begins another life: nothing that was decided about an earlier one applies', async () => {
    const before = (await log.state(board)).epoch
    await freezeNow(redis, log, board)
    expect((await log.state(board)).epoch).not.toBe(before)
    const late = { epoch: before, seq: 10, bytes: Buffer.from('late') }
    expect(await log.saveSnapshot(board, late)).toBe(false)
  })

  test('keeps a snapshot of entries that Redis lost out of the log that goes on without them', async () => {
    await freezeNow(redis, log, board)
    await append(11, 5)
    const { epoch } = await log.state(board)
    // A snapshot is being made of these 15 when Redis loses its disk.
    await redis.flushall()
    expect(await stored()).toEqual(names(10))
    await log.append(board, [
      { client: 'bob', first: 1, entries: [1, 2, 3, 4, 5, 6].map((n) => Buffer.from([n])) },
    ])
    expect(await log.saveSnapshot(board, { epoch, seq: 15, bytes: Buffer.from('lost') })).toBe(false)
    expect(await log.snapshot(board)).toBeUndefined()
  })

  test('counts a client’s entries on, so that what is sent again is not stored again', async () => {
    await freezeNow(redis, log, board)
    expect(await append(9, 2)).toEqual({ last: [10], head: 10 })
    expect(await append(9, 4)).toEqual({ last: [12], head: 12 })
    expect(await stored()).toEqual(names(12))
  })

  test('does not happen to a board that has changed since it was copied', async () => {
    const slow = interrupted('putBoard', 'after', () => append(11, 1))
    expect(await freeze(slow)).toBe('in use')
    expect(await isHot()).toBe(true)
    expect(await stored()).toEqual(names(11))
    await sweepUntilFrozen()
    expect(await stored()).toEqual(names(11))
  })

  test('does not happen to a board that somebody came to meanwhile', async () => {
    const slow = interrupted('putBoard', 'after', () => log.keepHot([board]))
    expect(await freeze(slow)).toBe('in use')
    expect(await isHot()).toBe(true)
  })

  describe('after Redis was restored from a backup', () => {
    const keys = () => ['m', 'l', 'b'].map((kind) => `{${board}}:${kind}`)

    async function lose(entries: number): Promise<void> {
      const backup = await Promise.all(keys().map((key) => redis.dumpBuffer(key)))
      await append(11, entries)
      await saveSnapshot(10 + entries)
      await log.compact(board, 1)
      await freezeNow(redis, log, board)
      for (const [i, key] of keys().entries()) await redis.restore(key, 0, backup[i] ?? '')
      expect(await stored()).toEqual(names(10))
    }

    test.each([3, 30])('gives way to the cold copy that goes %i entries further', async (entries) => {
      await lose(entries)
      await freezeNow(redis, log, board)
      expect(await stored()).toEqual(names(10 + entries))
      expect(await append(11, entries)).toEqual({ last: [10 + entries], head: 10 + entries })
    })

    test('leaves a copy alone that went on in another way, and the board where it is', async () => {
      await lose(5)
      await log.append(board, [{ client: 'bob', first: 1, entries: [Buffer.from('bob')] }])
      expect(await freeze(log)).toBe('older')
      expect(await isHot()).toBe(true)
      expect(await stored()).toEqual([...names(10), 'bob'])
    })
  })

  test('lets a board whose tail is large be shortened first', async () => {
    const entries = Array.from({ length: 30 }, () => Buffer.alloc(100_000, 7))
    await log.append(board, [{ client: 'bob', first: 1, entries }])
    expect(await freeze(log)).toBe('large')
    await saveSnapshot(40)
    await log.compact(board, 0)
    expect(await freeze(log)).toBe('frozen')
    expect((await stored()).map(({ length }) => length)).toEqual([
      ...names(10).map(({ length }) => length),
      ...entries.map(({ length }) => length),
    ])
  })

  test('finds the boards that nobody is on and that were not changed for a while', async () => {
    const ids: string[] = []
    for await (const id of log.idle(Date.now() + 1000)) ids.push(id)
    expect(ids).toContain(board)
    ids.length = 0
    for await (const id of log.idle(Date.now() - 3_600_000)) ids.push(id)
    expect(ids).not.toContain(board)
    await log.keepHot([board])
    for await (const id of log.idle(Date.now() + 1000)) ids.push(id)
    expect(ids).not.toContain(board)
  })

  test('is done by one of the instances that want to', async () => {
    const turns = await Promise.all(Array.from({ length: 5 }, () => log.claimSweep(60_000)))
    expect(turns.filter(Boolean)).toHaveLength(1)
  })
})

describe('coming back', () => {
  test('is done once by many who call at once', async () => {
    await freezeNow(redis, log, board)
    const other = openLog(cold)
    const before = log.thawed
    await Promise.all([
      append(11, 1),
      ...Array.from({ length: 10 }, (_, i) => (i % 2 ? other : log).metadata(board)),
      other.append(board, [groupOf(11, 1)]),
    ])
    expect(log.thawed - before + other.thawed).toBe(1)
    expect(await stored()).toEqual(names(11))
  })

  test('never puts an old copy in place of a newer log', async () => {
    await freezeNow(redis, log, board)
    // Meanwhile the board comes back through another instance, goes on, and is put away again.
    const slow = interrupted('board', 'after', async () => {
      await append(11, 3)
      await freezeNow(redis, log, board)
    })
    expect(await slow.append(board, [groupOf(14, 1)])).toEqual({ last: [14], head: 14 })
    expect(await stored()).toEqual(names(14))
  })

  test('keeps a board from being made twice', async () => {
    await freezeNow(redis, log, board)
    const again = log.createBoard(board, { title: 'another', keyHashes, createdAt: 2 })
    await expect(again).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await log.metadata(board)).title).toBe('kept')
  })

  test('leaves nothing behind for boards that were never made', async () => {
    await expect(log.state('nowhere')).rejects.toMatchObject({ code: 'BOARD_NOT_FOUND' })
    expect(await log.states(['nowhere', board])).toHaveProperty('size', 1)
    expect(await redis.keys('{nowhere}*')).toEqual([])
  })
})

describe('compacting', () => {
  test('takes entries out of Redis that are in the history', async () => {
    await saveSnapshot(10)
    expect(await log.compact(board, 2)).toBe(2)
    expect(await redis.hget(`{${board}}:m`, 't')).toBe('8')
    await append(11, 1)
    await log.compact(board, 0)
    expect(await redis.xlen(`{${board}}:l`)).toBe(1)
    expect(await stored()).toEqual(names(11))
  })

  test('that was overtaken changes nothing', async () => {
    await saveSnapshot(10)
    const slow = interrupted('putSegment', 'after', () => log.compact(board, 1))
    expect(await slow.compact(board, 7)).toBe(0)
    expect(await redis.hget(`{${board}}:m`, 't')).toBe('9')
    expect(await stored(slow)).toEqual(names(10))
  })

  test('keeps entries for those who were away, but not when they are large', async () => {
    const entries = Array.from({ length: 50 }, () => Buffer.alloc(100_000, 7))
    await log.append(board, [{ client: 'bob', first: 1, entries }])
    await saveSnapshot(60)
    await log.compact(board, 55)
    expect(Number(await redis.memory('USAGE', `{${board}}:l`))).toBeLessThan(4.5 * 1024 * 1024)
    expect(Number(await redis.hget(`{${board}}:m`, 't'))).toBeLessThan(30)
  })

  test('never goes beyond the snapshot', async () => {
    await saveSnapshot(5)
    await log.compact(board, 0)
    expect(await redis.hget(`{${board}}:m`, 't')).toBe('5')
    expect(await log.read(board, null, 1e6)).toMatchObject({ base: 6, head: 10 })
  })

  test('lets a log without its cold store say what it lacks', async () => {
    await saveSnapshot(5)
    await log.compact(board, 0)
    const { openRedisLog } = await import('./redis-log.ts')
    const alone = openRedisLog({ redis, adapterPrefix: 'drawbridge-test' })
    await expect(alone.read(board, 0, 1e6)).rejects.toThrow(/DRAWBRIDGE_COLD_URL/)
    expect((await alone.read(board, 5, 1e6)).entries).toHaveLength(5)
  })

  test('a piece of history that is damaged or gone is told, not passed over', async () => {
    await saveSnapshot(10)
    await log.compact(board, 2)
    const damaged = openLog({
      ...bound(cold),
      segment: async (...args) => {
        const bytes = Buffer.from((await cold.segment(...args)) ?? [])
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
        return bytes
      },
    })
    await expect(damaged.read(board, 0, 1e6)).rejects.toMatchObject({ code: 'INTERNAL' })
    const gone = openLog({ ...bound(cold), segments: async () => [] })
    await expect(gone.read(board, 0, 1e6)).rejects.toMatchObject({ code: 'INTERNAL' })
  })
})

describe('when a store dies in between', () => {
  const restartRedis = async () => {
    await server.restart()
    await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 10_000 })
  }

  test.each([
    ['before the copy is written', 'before'],
    ['after the copy was written', 'after'],
  ] as const)('Redis, %s: nothing is lost, and the next sweep finishes', async (_, when) => {
    const slow = interrupted('putBoard', when, () => server.kill())
    await expect(freeze(slow)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await restartRedis()
    expect(await isHot()).toBe(true)
    expect(await stored()).toEqual(names(10))
    await sweepUntilFrozen()
    expect(await stored()).toEqual(names(10))
  })

  test.each([0, 1, 2, 5, 20, 50])('Redis, %i turns of the event loop after a freeze began', async (turns) => {
    await redis.del(`{${board}}:h`)
    const frozen = log.freeze(board).catch((error: unknown) => error)
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
    await server.kill()
    await frozen
    await restartRedis()
    expect(await stored()).toEqual(names(10))
    await sweepUntilFrozen()
    expect(await append(10, 2)).toEqual({ last: [11], head: 11 })
    expect(await stored()).toEqual(names(11))
  })

  test.each([
    ['before it is written', 'before'],
    ['after it was written', 'after'],
  ] as const)('Redis, with a piece of history, %s', async (_, when) => {
    await saveSnapshot(10)
    const slow = interrupted('putSegment', when, () => server.kill())
    await expect(slow.compact(board, 2)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await restartRedis()
    expect(await stored()).toEqual(names(10))
    await log.compact(board, 2)
    expect(await stored()).toEqual(names(10))
  })

  test('Redis, while a board comes back', async () => {
    await freezeNow(redis, log, board)
    const slow = interrupted('board', 'after', () => server.kill())
    await expect(slow.append(board, [groupOf(11, 1)])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await restartRedis()
    expect(await append(11, 1)).toEqual({ last: [11], head: 11 })
    expect(await stored()).toEqual(names(11))
  })

  test.each(['putSegment', 'putBoard', 'board'] as const)('PostgreSQL, before %s', async (step) => {
    await saveSnapshot(10)
    if (step === 'board') await freezeNow(redis, log, board)
    const slow = interrupted(step, 'before', () => postgres.kill())
    const attempt =
      step === 'putSegment' ? slow.compact(board, 2) : step === 'putBoard' ? freeze(slow) : slow.state(board)
    await expect(attempt).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    // Whoever is on a board in use notices nothing.
    if (step !== 'board') expect(await append(11, 1)).toEqual({ last: [11], head: 11 })
    await postgres.restart()
    if (step === 'board') await vi.waitFor(() => append(11, 1), { timeout: 10_000 })
    expect(await stored()).toEqual(names(11))
    await log.compact(board, 2)
    await sweepUntilFrozen()
    expect(await stored()).toEqual(names(11))
  })
})

async function freeze(one: Freezer): Promise<string> {
  await redis.del(`{${board}}:h`)
  return one.freeze(board)
}
