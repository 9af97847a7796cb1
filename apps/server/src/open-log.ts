import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DrawbridgeError } from '@drawbridge/protocol'
import { Cluster } from 'ioredis'
import type { AppParts } from './app.ts'
import type { Config } from './config.ts'
import type { FileStore } from './files/file-store.ts'
import { fileDeadline } from './files/file-store.ts'
import { openFolderFiles } from './files/folder-files.ts'
import { movedFiles } from './files/moved-files.ts'
import { openPostgresFiles } from './files/postgres-files.ts'
import { openRedisFiles } from './files/redis-files.ts'
import type { ColdStore } from './log/cold-store.ts'
import { openFolderStore } from './log/folder-store.ts'
import { openPostgresStore } from './log/postgres-store.ts'
import type { RedisClient } from './log/redis-client.ts'
import { checkRedis, connectRedis, connectStore, memoryOf } from './log/redis-connection.ts'
import { openRedisLog } from './log/redis-log.ts'
import { Replication } from './log/replication.ts'
import { openSqliteLog } from './log/sqlite-log.ts'
import { openTieredLog } from './log/tiered-log.ts'
import type { Listener } from './realtime/cluster.ts'
import { redisCluster, redisListener } from './realtime/cluster.ts'
import { LocalFanOut } from './realtime/fan-out.ts'
import { shardedListener } from './realtime/sharded-listener.ts'

/** Why there can be no server; its message is a sentence for the operator. */
export class StartError extends Error {}

type Report = (sentence: string) => void

/** How long a start waits for each store. Milliseconds. */
const patience = 10_000
/** Of the Socket.IO adapter's channels: the same on all instances. */
const adapterPrefix = 'drawbridge'

export interface OpenedLog {
  readonly parts: Pick<
    AppParts,
    'log' | 'files' | 'freezer' | 'fanOut' | 'cluster' | 'replication' | 'redisMemory'
  >
  close(): Promise<void>
}

function folderFailure(folder: string, error: NodeJS.ErrnoException): string {
  if (error.code === undefined) return error.message
  return `The data folder ${folder} cannot be used (${error.message}): correct its permissions, or choose another with DRAWBRIDGE_DATA.`
}

async function openSqlite({ dataFolder }: Config): Promise<OpenedLog> {
  const fanOut = new LocalFanOut()
  try {
    const log = openSqliteLog({ file: join(dataFolder, 'drawbridge.sqlite'), fanOut: fanOut.deliver })
    try {
      const files = await openFolderFiles(join(dataFolder, 'files'))
      return {
        parts: { log, files, fanOut },
        async close() {
          await files.close()
          await log.close()
        },
      }
    } catch (error) {
      await log.close()
      throw error
    }
  } catch (error) {
    throw new StartError(folderFailure(dataFolder, error as NodeJS.ErrnoException), { cause: error })
  }
}

/** For people: without the password. */
function shown(url: string | URL): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** Also where it answers nothing at all: Redis may be starting at the same time as we are. */
async function waitForRedis(redis: RedisClient, urls: readonly string[], report: Report): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    const sentence = `Redis at ${urls.map(shown).join(', ')} does not answer: start it, or correct DRAWBRIDGE_REDIS_URL.`
    timer = setTimeout(() => reject(new StartError(sentence)), patience)
  })
  try {
    await Promise.race([checkRedis(redis, report), tooLate])
  } catch (error) {
    throw error instanceof StartError ? error : new StartError((error as Error).message, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** Also where it answers nothing at all: PostgreSQL may be starting at the same time as we are. */
async function waitForPostgres<Store>(url: URL, open: (url: string) => Promise<Store>): Promise<Store> {
  const deadline = performance.now() + patience
  for (;;) {
    try {
      return await open(url.href)
    } catch (error) {
      if (!(error instanceof DrawbridgeError))
        throw new StartError((error as Error).message, { cause: error })
      if (performance.now() > deadline) {
        const { cause } = error
        const reason = cause instanceof Error && cause.message !== '' ? cause.message : 'no answer'
        throw new StartError(
          `PostgreSQL at ${shown(url)} cannot be used (${reason}): start it, or correct DRAWBRIDGE_COLD_URL.`,
          { cause: error },
        )
      }
      await wait(200)
    }
  }
}

interface Cold {
  readonly store: ColdStore
  readonly files: FileStore
}

async function openCold(url: URL, report: Report): Promise<Cold> {
  if (url.protocol !== 'file:') {
    const store = await waitForPostgres(url, (href) => openPostgresStore(href, report))
    return { store, files: await waitForPostgres(url, openPostgresFiles) }
  }
  const folder = fileURLToPath(url)
  try {
    const store = await openFolderStore(folder)
    return { store, files: await openFolderFiles(join(folder, 'files')) }
  } catch (error) {
    throw new StartError(
      `The folder ${folder} cannot be used (${(error as Error).message}): correct its permissions, or choose another with DRAWBRIDGE_COLD_URL.`,
      { cause: error },
    )
  }
}

/**
 * A link that listens can do nothing else; it is lost and found together with the one for commands.
 * @param redis for commands; it answers by now
 */
function listen(redis: RedisClient, urls: readonly string[]): Listener & { disconnect(): void } {
  const like = new URL(urls[0] ?? '')
  if (redis instanceof Cluster)
    return shardedListener(redis, (address) => {
      like.host = address
      return connectRedis(like.href, () => {}, { autoResubscribe: false })
    })
  const subscriber = connectRedis(like.href, () => {})
  return { ...redisListener(subscriber), disconnect: () => subscriber.disconnect() }
}

async function openRedis(urls: readonly string[], config: Config, report: Report): Promise<OpenedLog> {
  const redis = connectStore(urls, report)
  let cold: Cold | undefined
  try {
    await waitForRedis(redis, urls, report)
    cold = config.coldUrl === null ? undefined : await openCold(config.coldUrl, report)
  } catch (error) {
    redis.disconnect()
    throw error
  }
  const listener = listen(redis, urls)
  const replication = new Replication(urls, config, report)
  const disconnect = () => {
    replication.disconnect()
    listener.disconnect()
    redis.disconnect()
  }
  if (!cold)
    report(
      'Idle boards, old entries and pictures stay in the memory of Redis, because there is no cold store: set DRAWBRIDGE_COLD_URL.',
    )
  const cluster = redisCluster(redis, listener, adapterPrefix)
  const options = { redis, adapterPrefix, writes: replication.scripts() }
  const tiered = cold && openTieredLog({ ...options, cold: cold.store })
  const log = tiered ?? openRedisLog(options)
  const inRedis = openRedisFiles(
    connectStore(urls, () => {}),
    fileDeadline,
    replication.scripts(),
  )
  const files = cold ? movedFiles(cold.files, inRedis) : inRedis
  return {
    parts: {
      log,
      files,
      cluster,
      replication,
      redisMemory: () => memoryOf(redis),
      ...(tiered ? { freezer: tiered } : {}),
    },
    async close() {
      await files.close()
      await log.close()
      disconnect()
    },
  }
}

/**
 * Opens the log that the settings name, with what brings its entries to the connections. Throws StartError.
 * @param report told in a sentence what the operator should know
 */
export async function openLog(config: Config, report: Report): Promise<OpenedLog> {
  if (config.redisUrls !== null) return openRedis(config.redisUrls, config, report)
  if (config.coldUrl !== null)
    report(
      'DRAWBRIDGE_COLD_URL is not used, because DRAWBRIDGE_REDIS_URL is not set: everything is in SQLite.',
    )
  return openSqlite(config)
}
