import type { RedisOptions } from 'ioredis'
import { Cluster, Redis } from 'ioredis'
import type { RedisClient } from './redis-client.ts'
import { withDeadline } from './deadline.ts'
import { mastersOf, nodesOf } from './redis-client.ts'

const longestWait = 1000
const pingEvery = 500
const pongWithin = 1500
/** How often a cluster is asked who has what; an answer that shows a change asks at once. Milliseconds. */
const lookEvery = 2000

type Report = (sentence: string) => void

const patient = {
  // With a limit, commands of the Socket.IO adapter, which catches nothing, would end the process in an outage.
  maxRetriesPerRequest: null,
  enableReadyCheck: true,
  keepAlive: 5000,
  connectTimeout: 5000,
  // A link that is dead does not answer to its end either: the new one need not wait for that.
  disconnectTimeout: 100,
} satisfies RedisOptions

const wait = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 10), longestWait)

/**
 * A client that never gives up by itself: it reconnects for ever, and keeps and repeats what was under way when the link
 * broke (callers set their own deadlines). A link that is dead without having been closed is noticed within three seconds.
 * @param report told in a sentence when Redis is lost and when it is back
 * @param autoResubscribe whether it subscribes by itself to what it was subscribed to before the link broke
 */
export function connectRedis(url: string, report: Report, { autoResubscribe = true } = {}): Redis {
  const redis = new Redis(url, {
    ...patient,
    retryStrategy: wait,
    // After a fail-over the old primary answers so: connect anew, and send the command again.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
    autoResubscribe,
  })
  reportOutages(redis, report)
  watch(redis, () => redis.disconnect(true))
  return redis
}

/**
 * The same for a cluster. A command follows its key to whoever has it; while a part of the cluster has no master, commands
 * for that part are refused after a second or two, and the other parts go on.
 * @param urls of some of its nodes, all with the same user, password and encryption
 */
export function connectRedisCluster(urls: readonly string[], report: Report): Cluster {
  const addresses = urls.map((url) => new URL(url))
  const cluster = new Cluster(
    addresses.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 6379),
    })),
    {
      redisOptions: { ...patient, ...credentialsOf(addresses[0]) },
      clusterRetryStrategy: wait,
      slotsRefreshInterval: lookEvery,
    },
  )
  reportNodes(cluster, report)
  cluster.on('+node', (node: Redis) => {
    // The cluster makes another link to the node when it looks next.
    watch(node, () => node.disconnect())
  })
  return cluster
}

/** One server for one address, a cluster for several. */
export function connectStore(urls: readonly string[], report: Report): RedisClient {
  const [only] = urls
  return urls.length === 1 && only !== undefined
    ? connectRedis(only, report)
    : connectRedisCluster(urls, report)
}

/** User, password and encryption. */
function credentialsOf(address: URL | undefined): Pick<RedisOptions, 'username' | 'password' | 'tls'> {
  const { username = '', password = '', protocol } = address ?? {}
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  }
}

function reportOutages(redis: Redis, report: Report): void {
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

function reportNodes(cluster: Cluster, report: Report): void {
  const lost = new Set<string>()
  let allLost = false
  cluster.on('error', () => undefined)
  cluster.on('node error', (error: Error, node: string) => {
    if (lost.has(node)) return
    lost.add(node)
    report(`Redis at ${node} cannot be reached (${error.message}); the cluster is asked who takes its place.`)
  })
  cluster.on('+node', (node: Redis) => {
    node.once('ready', () => {
      const address = `${node.options.host}:${node.options.port}`
      if (lost.delete(address)) report(`Redis at ${address} answers again.`)
    })
  })
  cluster.on('reconnecting', () => {
    if (!allLost) report('No node of the Redis Cluster can be reached; trying again until one answers.')
    allLost = true
  })
  cluster.on('ready', () => {
    if (allLost) report('The Redis Cluster answers again.')
    allLost = false
  })
}

/** TCP alone would take minutes to notice a peer that fell silent. @param giveUp ends the link */
function watch(redis: Redis, giveUp: () => void): void {
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
        giveUp()
      })
    }
  }, pingEvery)
  timer.unref()
  redis.on('end', () => clearInterval(timer))
}

/** Bytes that Redis uses, all masters of a cluster together. Rejects when one does not answer. */
export async function memoryOf(redis: RedisClient): Promise<number> {
  const used = await Promise.all(
    mastersOf(redis).map(async (master) => {
      const info = await withDeadline(memoryWithin, 'Redis', master.info('memory'))
      return Number(/^used_memory:(\d+)/m.exec(info)?.[1])
    }),
  )
  return used.reduce((sum, bytes) => sum + bytes, 0)
}

const memoryWithin = 1000
const oldestVersion = 7

/**
 * Waits until Redis answers, then checks that it can hold the log.
 * Throws an Error with a sentence for the operator when it would lose entries or cannot do the work.
 * @param warn told in a sentence what is weaker than it should be
 */
export async function checkRedis(redis: RedisClient, warn: Report): Promise<void> {
  // A cluster knows its nodes once one has answered.
  await redis.ping()
  const warnings = new Set<string>()
  await Promise.all(
    nodesOf(redis).map((node) =>
      checkNode(node, redis instanceof Cluster, (sentence) => warnings.add(sentence)),
    ),
  )
  for (const sentence of warnings) warn(sentence)
}

async function checkNode(redis: Redis, isOfCluster: boolean, warn: Report): Promise<void> {
  const info = await redis.info()
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
  const version = field('redis_version') ?? ''
  if (!(Number.parseInt(version) >= oldestVersion))
    throw new Error(
      `Redis is version ${version}: the log needs ${oldestVersion} or newer (sharded channels).`,
    )
  if (!isOfCluster && field('redis_mode') === 'cluster')
    throw new Error(
      'Redis is a node of a cluster: name several of its nodes in DRAWBRIDGE_REDIS_URL, separated by commas.',
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
