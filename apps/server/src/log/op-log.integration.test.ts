import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, startRedis, startRedisCluster } from '@drawbridge/testkit'
import { crashingAppend, opLogContract } from '@drawbridge/testkit/op-log-contract'
import type { FannedOut, LogHarness } from '@drawbridge/testkit/op-log-contract'
import { Cluster, Redis } from 'ioredis'
import { batchOf } from '../testing/entries.ts'
import { freezeNow } from '../testing/freeze-now.ts'
import { adapterChannel } from './adapter-message.ts'
import type { ColdStore } from './cold-store.ts'
import { openFolderStore } from './folder-store.ts'
import type { OpLog } from './op-log.ts'
import { openPostgresStore } from './postgres-store.ts'
import type { RedisClient } from './redis-client.ts'
import { connectStore } from './redis-connection.ts'
import { openRedisLog } from './redis-log.ts'
import { openTieredLog } from './tiered-log.ts'

const adapterPrefix = 'drawbridge-test'
const sizes = { leastEntries: 1, leastBytes: 1, mostEntries: 3, mostBytes: 1000 }

/** The Redis processes under a log. */
interface RedisServers {
  readonly url: string
  /** SIGKILL to whatever runs, then all of it anew. */
  restart(): Promise<void>
  stop(): Promise<void>
}

interface RedisStore<Log extends OpLog> {
  /** Opens one more handle. */
  readonly open: (redis: RedisClient) => Promise<Log>
  readonly freeze?: (log: Log, board: string) => Promise<void>
  /** Ends what the store consists of. */
  readonly stop: () => Promise<void>
}

function listenTo(urls: readonly string[]): RedisClient {
  const [url = ''] = urls
  const options = { maxRetriesPerRequest: null }
  return urls.length === 1
    ? new Redis(url, options)
    : new Cluster([...urls], { shardedSubscribers: true, redisOptions: options })
}

/** Someone who hears what is published of a board, and reads what that does not tell. */
interface Watched {
  readonly board: string
  readonly calls: FannedOut[]
  reached: number
  /** One message after the other. */
  heard: Promise<void>
}

async function hear(log: OpLog, watched: Watched, message: string): Promise<void> {
  const { data } = JSON.parse(message) as { data: { packet: { data: [string, string] } } }
  const [event, text] = data.packet.data
  const { reached } = watched
  const { base, entries } = event === 'l' ? told(text) : await log.read(watched.board, reached, 2 ** 30)
  // A batch may be on its way while that is read which it tells.
  const news = entries.slice(Math.max(0, reached + 1 - base))
  if (news.length === 0) return
  watched.calls.push({ base: base + entries.length - news.length, entries: news })
  watched.reached = base + entries.length - 1
}

/** What a batch tells of entries that nobody can read. */
function told(text: string): FannedOut {
  const { base, groups } = batchOf(text)
  const entries = groups.flatMap(({ parts }) =>
    parts.map((part) => {
      if (part.type !== 'record') throw new Error('the suite appends what nobody can read')
      return Buffer.from(part.text, 'base64url')
    }),
  )
  return { base, entries }
}

/** For the contract suite: two handles, each with its own connection, and one that listens to the fan-out. */
async function openRedisHarness<Log extends OpLog>(
  server: RedisServers,
  store: RedisStore<Log>,
): Promise<LogHarness> {
  const urls = server.url.split(',')
  const connections = [connectStore(urls, () => {}), connectStore(urls, () => {})] as const
  const log = await store.open(connections[0])
  const second = await store.open(connections[1])
  const subscriber = listenTo(urls)
  subscriber.on('error', () => {})
  const watched = new Map<string, Watched>()
  subscriber.on('smessage', (channel: string, message: string) => {
    const board = watched.get(channel)
    if (board) board.heard = board.heard.then(() => hear(log, board, message))
  })

  async function disconnect(): Promise<void> {
    await Promise.all([log.close(), second.close()])
    for (const redis of [...connections, subscriber]) redis.disconnect()
  }

  const { freeze } = store
  return {
    log,
    second,
    ...(freeze ? { freeze: (board: string) => freeze(log, board) } : {}),
    async watch(board) {
      const channel = adapterChannel(adapterPrefix, board)
      const calls: FannedOut[] = []
      const { head } = await log.state(board)
      watched.set(channel, { board, calls, reached: head, heard: Promise.resolve() })
      await subscriber.ssubscribe(channel)
      return calls
    },
    async reopen() {
      await disconnect()
      await server.restart()
      return openRedisHarness(server, store)
    },
    async crash(board) {
      let n = 0
      let acknowledged = 0
      let killed: Promise<void> | undefined
      const appendUntilKilled = async () => {
        while (!killed) {
          const mine = ++n
          const { last } = await log.append(board, crashingAppend(mine))
          // One that comes ahead of its turn is answered with how far the log goes, and is not stored.
          acknowledged = Math.max(acknowledged, Math.floor((last[0] ?? 0) / 2))
          if (acknowledged >= 100) killed ??= server.restart()
        }
      }
      // What was without an answer at the kill is given up, or repeated by the client when Redis is back.
      await Promise.allSettled(Array.from({ length: 5 }, appendUntilKilled))
      await killed
      await disconnect()
      return { acknowledged, harness: await openRedisHarness(server, store) }
    },
    async close() {
      await disconnect()
      await store.stop()
    },
  }
}

/** Three masters with a replica each; nobody takes the place of one that is killed, because all are. */
async function startServers(): Promise<RedisServers> {
  const cluster = await startRedisCluster({ failover: false })
  return {
    url: cluster.url,
    async restart() {
      await Promise.all(cluster.nodes.map((node) => node.kill()))
      await Promise.all(cluster.nodes.map((node) => node.restart()))
      await cluster.whole()
    },
    stop: () => cluster.stop(),
  }
}

async function openTieredHarness(
  openCold: () => Promise<ColdStore>,
  stopCold: () => Promise<void>,
  start: () => Promise<RedisServers> = startRedis,
) {
  const server = await start()
  const direct = connectStore(server.url.split(','), () => {})
  return openRedisHarness(server, {
    open: async (redis) => openTieredLog({ redis, adapterPrefix, cold: await openCold(), sizes }),
    freeze: (log, board) => freezeNow(direct, log, board),
    async stop() {
      direct.disconnect()
      await server.stop()
      await stopCold()
    },
  })
}

opLogContract('the log in Redis', async () => {
  const server = await startRedis()
  const open = async (redis: RedisClient) => openRedisLog({ redis, adapterPrefix })
  return openRedisHarness(server, { open, stop: () => server.stop() })
})

opLogContract('the log in Redis and a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-cold-'))
  return openTieredHarness(
    () => openFolderStore(folder),
    () => rm(folder, { recursive: true, force: true }),
  )
})

opLogContract('the log in a Redis Cluster', async () => {
  const server = await startServers()
  const open = async (redis: RedisClient) => openRedisLog({ redis, adapterPrefix })
  return openRedisHarness(server, { open, stop: () => server.stop() })
})

opLogContract('the log in a Redis Cluster and a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-cold-'))
  return openTieredHarness(
    () => openFolderStore(folder),
    () => rm(folder, { recursive: true, force: true }),
    startServers,
  )
})

opLogContract('the log in Redis and PostgreSQL', async () => {
  const postgres = await startPostgres()
  return openTieredHarness(
    () => openPostgresStore(postgres.url, () => {}),
    () => postgres.stop(),
  )
})
