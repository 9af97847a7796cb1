import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { AppParts } from './app.ts'
import type { Config } from './config.ts'
import { checkRedis, connectRedis } from './log/redis-connection.ts'
import { openRedisLog } from './log/redis-log.ts'
import { openSqliteLog } from './log/sqlite-log.ts'
import { redisCluster } from './realtime/cluster.ts'
import { LocalFanOut } from './realtime/fan-out.ts'

/** Why there can be no server; its message is a sentence for the operator. */
export class StartError extends Error {}

type Report = (sentence: string) => void

/** How long a start waits for Redis. Milliseconds. */
const redisPatience = 10_000
/** Of the Socket.IO adapter's channels: the same on all instances. */
const adapterPrefix = 'drawbridge'

export interface OpenedLog {
  readonly parts: Pick<AppParts, 'log' | 'fanOut' | 'cluster'>
  close(): Promise<void>
}

function folderFailure(folder: string, error: NodeJS.ErrnoException): string {
  if (error.code === undefined) return error.message
  return `The data folder ${folder} cannot be used (${error.message}): correct its permissions, or choose another with DRAWBRIDGE_DATA.`
}

function openSqlite({ dataFolder }: Config): OpenedLog {
  const fanOut = new LocalFanOut()
  try {
    const log = openSqliteLog({ file: join(dataFolder, 'drawbridge.sqlite'), fanOut: fanOut.deliver })
    return { parts: { log, fanOut }, close: () => log.close() }
  } catch (error) {
    throw new StartError(folderFailure(dataFolder, error as NodeJS.ErrnoException), { cause: error })
  }
}

/** For people: without the password. */
function shown(redisUrl: string): string {
  const { protocol, host } = new URL(redisUrl)
  return `${protocol}//${host}`
}

/** Also where it answers nothing at all: Redis may be starting at the same time as we are. */
async function waitForRedis(redis: Redis, url: string, report: Report): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    const sentence = `Redis at ${shown(url)} does not answer: start it, or correct DRAWBRIDGE_REDIS_URL.`
    timer = setTimeout(() => reject(new StartError(sentence)), redisPatience)
  })
  try {
    await Promise.race([checkRedis(redis, report), tooLate])
  } catch (error) {
    throw error instanceof StartError ? error : new StartError((error as Error).message, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

async function openRedis(url: string, report: Report): Promise<OpenedLog> {
  const redis = connectRedis(url, report)
  // A connection that listens can do nothing else; it is lost and found together with the other.
  const subscriber = connectRedis(url, () => {})
  const disconnect = () => {
    redis.disconnect()
    subscriber.disconnect()
  }
  try {
    await waitForRedis(redis, url, report)
  } catch (error) {
    disconnect()
    throw error
  }
  const log = openRedisLog({ redis, adapterPrefix })
  return {
    parts: { log, cluster: redisCluster(redis, subscriber, adapterPrefix) },
    async close() {
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
  return config.redisUrl === null ? openSqlite(config) : openRedis(config.redisUrl, report)
}
