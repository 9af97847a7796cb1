import type { RedisCluster, RedisProcess } from '@drawbridge/testkit'
import { startRedis, startRedisCluster, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpLog } from './op-log.ts'
import type { RedisClient } from './redis-client.ts'
import { connectStore } from './redis-connection.ts'
import { openRedisLog } from './redis-log.ts'
import { Replication } from './replication.ts'

const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
const metadata = { title: '', keyHashes, createdAt: 1 }
const entry = (n: number) => ({ client: 'ann', first: n, entries: [Buffer.from(`ann:${n}`)] })

interface Handle {
  readonly log: OpLog
  readonly replication: Replication
  readonly reports: readonly string[]
  close(): Promise<void>
}

let redis: RedisCluster
let one: Handle
let two: Handle

function open(redisReplicas: number, urls: readonly string[] = redis.url.split(',')): Handle {
  const reports: string[] = []
  const client: RedisClient = connectStore(urls, () => {})
  const config = { redisReplicas, redisReplicaMs: 200 }
  const replication = new Replication(urls, config, (sentence) => reports.push(sentence))
  const log = openRedisLog({ redis: client, adapterPrefix: 'test', writes: replication.scripts() })
  return {
    log,
    replication,
    reports,
    async close() {
      await log.close()
      replication.disconnect()
      client.disconnect()
    },
  }
}

beforeAll(async () => {
  redis = await startRedisCluster()
  one = open(1)
  two = open(1)
}, 60_000)

afterAll(async () => {
  await Promise.all([one?.close(), two?.close()])
  await redis?.stop()
})

async function placeOf(board: string): Promise<{ master: RedisProcess; replica: RedisProcess }> {
  const master = await redis.masterOf(`{${board}}:m`)
  const [replica] = await redis.replicasOf(master)
  if (!replica) throw new Error('the master has no replica')
  return { master, replica }
}

/** A board that the same master has. */
async function neighbourOf(board: string): Promise<string> {
  const { master } = await placeOf(board)
  for (let i = 0; ; i++) if ((await redis.masterOf(`{neighbour${i}}:m`)) === master) return `neighbour${i}`
}

/** As clients do: repeated until it is acknowledged. */
async function acknowledged(log: OpLog, board: string, n: number): Promise<void> {
  await until(
    async () => {
      try {
        await log.append(board, [entry(n)])
        return true
      } catch (error) {
        expect(error).toMatchObject({ code: 'LOG_UNAVAILABLE' })
        return false
      }
    },
    () => `entry ${n} is acknowledged`,
    30_000,
  )
}

const refused = (attempt: Promise<unknown>) =>
  expect(attempt).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })

test('while its replica does not answer, what a master stores is not acknowledged, whoever asks and however often', async () => {
  const board = 'lagging'
  await one.log.createBoard(board, metadata)
  await acknowledged(one.log, board, 1)
  const { replica } = await placeOf(board)
  replica.pause()
  try {
    await refused(one.log.append(board, [entry(2)]))
    expect((await one.log.state(board)).head).toBe(2)
    // It is stored: this writes nothing new, on another connection that has not written at all.
    await refused(two.log.append(board, [entry(2)]))
    await refused(one.log.createBoard(await neighbourOf(board), metadata))
    expect([one.replication.isBehind, two.replication.isBehind]).toEqual([true, true])
  } finally {
    replica.resume()
  }
  await acknowledged(two.log, board, 2)
  await acknowledged(one.log, board, 3)
  expect(one.replication.isBehind).toBe(false)
  expect(one.reports).toEqual([
    expect.stringMatching(/^Not all of 1 replicas of Redis keep up/),
    expect.stringMatching(/^The replicas of Redis keep up again/),
  ])
  expect((await one.log.read(board, 0, 1e6)).entries.map(String)).toEqual(['ann:1', 'ann:2', 'ann:3'])
})

test('what many boards append at once is acknowledged, and each gets its own answer', async () => {
  const boards = Array.from({ length: 40 }, (_, i) => `board${i}`)
  await Promise.all(boards.map((board) => one.log.createBoard(board, metadata)))
  const appended = await Promise.all(
    boards.map((board, i) =>
      one.log.append(
        board,
        Array.from({ length: (i % 3) + 1 }, (_, k) => entry(k + 1)),
      ),
    ),
  )
  expect(appended.map(({ head }) => head)).toEqual(boards.map((_, i) => (i % 3) + 1))
  await expect(one.log.append('nowhere', [entry(1)])).rejects.toMatchObject({ code: 'BOARD_NOT_FOUND' })
})

test('a master dies that its replica lagged behind: all that was acknowledged is there', async () => {
  const board = 'survivor'
  await one.log.createBoard(board, metadata)
  const { master, replica } = await placeOf(board)
  let last = 0
  for (; last < 50; last++) await acknowledged(one.log, board, last + 1)
  replica.pause()
  await refused(one.log.append(board, [entry(last + 1)]))
  await master.kill()
  replica.resume()
  await until(
    async () => (await redis.masterOf(`{${board}}:m`).catch(() => master)) === replica,
    () => 'the replica takes its place',
    30_000,
  )
  // Before anyone repeats what was refused: that may be there, or lost.
  let head = 0
  await until(
    async () => {
      head = (await one.log.state(board).catch(() => ({ head: 0 }))).head
      return head > 0
    },
    () => 'the log answers',
    30_000,
  )
  expect(head).toBeGreaterThanOrEqual(last)
  // The new master has no replica until the old one is back.
  await refused(two.log.append(board, [entry(last + 1)]))
  await master.restart()
  await redis.whole()
  await acknowledged(two.log, board, last + 1)
  const { entries } = await two.log.read(board, 0, 1e6)
  expect(entries.map(String)).toEqual(Array.from({ length: last + 1 }, (_, i) => `ann:${i + 1}`))
}, 60_000)

test('a Redis that is no cluster waits for its replica as well, and for one that connects later', async () => {
  const single = await startRedis()
  const handle = open(1, [single.url])
  try {
    await refused(handle.log.createBoard('alone', metadata))
    expect(handle.replication.isBehind).toBe(true)
    const replica = await startRedis({
      more: { '--replicaof': `127.0.0.1 ${single.port}`, '--repl-diskless-sync-delay': '0' },
    })
    const copy = connectStore([replica.url], () => {})
    try {
      // The board is stored, though who made it was told otherwise.
      await acknowledged(handle.log, 'alone', 1)
      // Whoever takes the place of the first has what was acknowledged.
      await single.kill()
      const taken = openRedisLog({ redis: copy, adapterPrefix: 'test' })
      expect((await taken.read('alone', 0, 1e6)).entries.map(String)).toEqual(['ann:1'])
      await taken.close()
    } finally {
      copy.disconnect()
      await replica.stop()
    }
  } finally {
    await handle.close()
    await single.stop()
  }
}, 60_000)
