import { startRedis } from '@drawbridge/testkit'
import type { RedisProcess } from '@drawbridge/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OpLog } from './op-log.ts'
import { connectRedis } from './redis-connection.ts'
import { openRedisLog } from './redis-log.ts'

const adapterPrefix = 'drawbridge-test'

describe('when Redis is down', () => {
  const deadlineMs = 400
  const board = 'board'
  let server: RedisProcess
  let redis: Redis
  let log: OpLog
  const reports: string[] = []
  const entry = (n: number) => ({ client: 'ann', first: n, entries: [Buffer.from(`ann:${n}`)] })
  const stored = async () => (await log.read(board, 0, 1e6)).entries.map((bytes) => bytes.toString())

  /** How long it took to be refused. */
  async function refused(attempt: Promise<unknown>): Promise<number> {
    const start = performance.now()
    await expect(attempt).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retry: true })
    return performance.now() - start
  }

  /** As the callers do: repeated until it is stored. */
  async function appended(n: number) {
    for (;;) {
      try {
        return await log.append(board, [entry(n)])
      } catch (error) {
        expect(error).toMatchObject({ code: 'LOG_UNAVAILABLE' })
      }
    }
  }

  beforeAll(async () => {
    server = await startRedis()
    redis = connectRedis(server.url, (sentence) => reports.push(sentence))
    log = openRedisLog({ redis, adapterPrefix, deadlineMs })
    const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
    await log.createBoard(board, { title: '', keyHashes, createdAt: 1 })
  })
  afterAll(async () => {
    await log?.close()
    redis?.disconnect()
    await server?.stop()
  })

  test('everything is refused by the deadline, and works again afterwards, nothing twice', async () => {
    await log.append(board, [entry(1)])
    await server.kill()
    const calls = [
      log.append(board, [entry(2)]),
      log.read(board, 0, 1),
      log.states([board]),
      log.metadata(board),
      log.snapshot(board),
      log.ping(),
    ]
    for (const took of await Promise.all(calls.map(refused))) expect(took).toBeLessThan(deadlineMs + 300)
    expect(await refused(log.append(board, [entry(2)]))).toBeGreaterThan(deadlineMs - 50)
    await server.restart()
    expect(await appended(2)).toEqual({ last: [2], head: 2 })
    expect(await appended(3)).toEqual({ last: [3], head: 3 })
    expect(await stored()).toEqual(['ann:1', 'ann:2', 'ann:3'])
    expect(reports).toEqual([
      expect.stringMatching(/^Redis cannot be reached/),
      expect.stringMatching(/^Redis answers again/),
    ])
  })

  test('a Redis that hangs with open connections is noticed too, and a late success counts once', async () => {
    const before = await stored()
    server.pause()
    try {
      expect(await refused(log.append(board, [entry(4)]))).toBeLessThan(deadlineMs + 300)
    } finally {
      server.resume()
    }
    expect(await appended(4)).toEqual({ last: [4], head: before.length + 1 })
    expect(await appended(5)).toEqual({ last: [5], head: before.length + 2 })
    expect(await stored()).toEqual([...before, 'ann:4', 'ann:5'])
  })

  test('what was given up before it could be sent is never sent', async () => {
    const before = await stored()
    await server.kill()
    // Only once the client knows: what it sent before that, it repeats when Redis is back.
    await vi.waitFor(() => expect(redis.status).not.toBe('ready'))
    await refused(log.append(board, [entry(before.length + 1)]))
    await server.restart()
    await vi.waitFor(() => expect(redis.status).toBe('ready'), { timeout: 5000 })
    expect(await stored()).toEqual(before)
  })

  test('what waits when the log is closed is refused at once', async () => {
    await server.kill()
    await vi.waitFor(() => expect(redis.status).not.toBe('ready'))
    const waiting = refused(log.append(board, [entry(9)]))
    await log.close()
    expect(await waiting).toBeLessThan(deadlineMs - 50)
    expect(await refused(log.ping())).toBeLessThan(50)
  })
})
