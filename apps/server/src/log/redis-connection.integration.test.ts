import { startRedis } from '@drawbridge/testkit'
import type { RedisProcess } from '@drawbridge/testkit'
import type { Redis } from 'ioredis'
import { afterEach, expect, test, vi } from 'vitest'
import { checkRedis, connectRedis } from './redis-connection.ts'

let server: RedisProcess | undefined
let redis: Redis | undefined

afterEach(async () => {
  redis?.disconnect()
  await server?.stop()
})

async function connected(appendfsync: 'always' | 'everysec', report: (sentence: string) => void = () => {}) {
  server = await startRedis({ appendfsync })
  redis = connectRedis(server.url, report)
  return { server, redis }
}

test('a Redis that syncs every append passes without a word', async () => {
  const { redis } = await connected('always')
  const warn = vi.fn<(sentence: string) => void>()
  await checkRedis(redis, warn)
  expect(warn).not.toHaveBeenCalled()
})

test('a Redis that may lose acknowledged entries is warned of', async () => {
  const { redis } = await connected('everysec')
  const warnings: string[] = []
  const warn = (sentence: string) => warnings.push(sentence)
  await checkRedis(redis, warn)
  await redis.config('SET', 'appendonly', 'no')
  await checkRedis(redis, warn)
  expect(warnings).toEqual([
    expect.stringContaining('appendfsync everysec'),
    expect.stringContaining('no append-only file'),
  ])
})

test('a Redis that may evict boards is refused', async () => {
  const { redis } = await connected('always')
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
  await expect(checkRedis(redis, () => {})).rejects.toThrow(/allkeys-lru.*set it to noeviction/)
})

test('a link that fell silent is given up and made anew', async () => {
  const reports: string[] = []
  const { server, redis } = await connected('always', (sentence) => reports.push(sentence))
  await redis.ping()
  server.pause()
  await vi.waitFor(() => expect(reports).toHaveLength(1), { timeout: 10_000 })
  server.resume()
  await vi.waitFor(() => expect(reports).toHaveLength(2), { timeout: 10_000 })
  expect(await redis.ping()).toBe('PONG')
})
