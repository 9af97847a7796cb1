import { Redis } from 'ioredis'

const longestWait = 1000
const pingEvery = 500
const pongWithin = 1500

/**
 * A client that never gives up by itself: it reconnects for ever, and keeps and repeats what was under way when the link
 * broke (callers set their own deadlines). A link that is dead without having been closed is noticed within three seconds.
 * @param report told in a sentence when Redis is lost and when it is back
 */
export function connectRedis(url: string, report: (sentence: string) => void): Redis {
  const redis = new Redis(url, {
    // With a limit, commands of the Socket.IO adapter, which catches nothing, would end the process in an outage.
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    keepAlive: 5000,
    connectTimeout: 5000,
    // A link that is dead does not answer to its end either: the new one need not wait for that.
    disconnectTimeout: 100,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 10), longestWait),
    // After a fail-over the old primary answers so: connect anew, and send the command again.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
  })
  reportOutages(redis, report)
  watch(redis)
  return redis
}

function reportOutages(redis: Redis, report: (sentence: string) => void): void {
  let lost = false
  let reason = 'the connection was closed'
  const lose = () => {
    if (!lost) report(`Redis cannot be reached (${reason}); trying again until it answers.`)
    lost = true
  }
  redis.on('error', (error) => {
    reason = error.message || reason
    lose()
  })
  redis.on('reconnecting', lose)
  redis.on('ready', () => {
    if (lost) report('Redis answers again.')
    lost = false
    reason = 'the connection was closed'
  })
}

/** TCP alone would take minutes to notice a peer that fell silent. */
function watch(redis: Redis): void {
  let asked: number | undefined
  const timer = setInterval(() => {
    if (redis.status !== 'ready') {
      asked = undefined
    } else if (asked === undefined) {
      const mine = (asked = performance.now())
      const answered = () => {
        if (asked === mine) asked = undefined
      }
      redis.ping().then(answered, answered)
    } else if (performance.now() - asked > pongWithin) {
      // When it was this process that hung, the answer is waiting in the socket: read that first.
      setImmediate(() => {
        if (asked === undefined || redis.status !== 'ready') return
        asked = undefined
        redis.disconnect(true)
      })
    }
  }, pingEvery)
  timer.unref()
  redis.on('end', () => clearInterval(timer))
}

const oldestVersion = 7

/**
 * Waits until Redis answers, then checks that it can hold the log.
 * Throws an Error with a sentence for the operator when it would lose entries or cannot do the work.
 * @param warn told in a sentence what is weaker than it should be
 */
export async function checkRedis(redis: Redis, warn: (sentence: string) => void): Promise<void> {
  const info = await redis.info()
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
  const version = field('redis_version') ?? ''
  if (!(Number.parseInt(version) >= oldestVersion))
    throw new Error(
      `Redis is version ${version}: the log needs ${oldestVersion} or newer (sharded channels).`,
    )
  const policy = field('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction')
    throw new Error(
      `Redis may evict keys when its memory is full (maxmemory-policy ${policy}), and a board with them: set it to noeviction.`,
    )
  if (field('aof_enabled') !== '1')
    return warn('Redis keeps no append-only file: a crash of Redis loses entries. Set appendonly yes.')
  let fsync: string | undefined
  try {
    const reply = (await redis.config('GET', 'appendfsync')) as string[]
    fsync = reply[1]
  } catch {
    // Hosted Redis often forbids CONFIG.
    return warn('Redis does not tell its appendfsync; anything but always can lose acknowledged entries.')
  }
  if (fsync !== 'always')
    warn(
      `Redis syncs its append-only file with appendfsync ${fsync}: a power cut can lose entries that were acknowledged. Set it to always.`,
    )
}
