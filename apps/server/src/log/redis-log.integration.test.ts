import { startRedis } from '@drawbridge/testkit'
import type { RedisProcess } from '@drawbridge/testkit'
import { crashingAppend, opLogContract } from '@drawbridge/testkit/op-log-contract'
import type { FannedOut, LogHarness } from '@drawbridge/testkit/op-log-contract'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { adapterChannel } from './adapter-message.ts'
import type { OpLog } from './op-log.ts'
import { connectRedis } from './redis-connection.ts'
import { openRedisLog } from './redis-log.ts'

const adapterPrefix = 'drawbridge-test'

async function openHarness(server: RedisProcess): Promise<LogHarness> {
  const connections = [connectRedis(server.url, () => {}), connectRedis(server.url, () => {})] as const
  const [log, second] = [
    openRedisLog({ redis: connections[0], adapterPrefix }),
    openRedisLog({ redis: connections[1], adapterPrefix }),
  ]
  const subscriber = new Redis(server.url, { maxRetriesPerRequest: null })
  subscriber.on('error', () => {})
  const fanned = new Map<string, FannedOut[]>()
  subscriber.on('smessage', (channel: string, message: string) => {
    const [event, base, entries] = JSON.parse(message).data.packet.data
    expect(event).toBe('entries')
    fanned.get(channel)?.push({
      base,
      entries: entries.map((text: string) => Buffer.from(text, 'base64url')),
    })
  })

  async function disconnect(): Promise<void> {
    await Promise.all([log.close(), second.close()])
    for (const redis of [...connections, subscriber]) redis.disconnect()
  }

  return {
    log,
    second,
    async watch(board) {
      const channel = adapterChannel(adapterPrefix, board)
      const calls: FannedOut[] = []
      fanned.set(channel, calls)
      await subscriber.ssubscribe(channel)
      return calls
    },
    async reopen() {
      await disconnect()
      await server.restart()
      return openHarness(server)
    },
    async crash(board) {
      let n = 0
      let acknowledged = 0
      let killed: Promise<void> | undefined
      const appendUntilKilled = async () => {
        while (!killed) {
          const mine = ++n
          await log.append(board, crashingAppend(mine))
          acknowledged = Math.max(acknowledged, mine)
          if (acknowledged >= 100) killed ??= server.kill().then(() => server.restart())
        }
      }
      // What was without an answer at the kill is given up, or repeated by the client when Redis is back.
      await Promise.allSettled(Array.from({ length: 5 }, appendUntilKilled))
      await killed
      await disconnect()
      return { acknowledged, harness: await openHarness(server) }
    },
    async close() {
      await disconnect()
      await server.stop()
    },
  }
}

opLogContract('the log in Redis', async () => openHarness(await startRedis()))

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
