import { startCluster, startRedis, startServer } from '@drawbridge/testkit'
import type { MeasuredSystem } from './measured-system.ts'

export interface DrawbridgeOptions {
  readonly instances: number
  readonly log: string
  readonly env?: Readonly<Record<string, string>>
}

/** Nobody here is a flood, though everyone comes from one address. */
const unlimited = { DRAWBRIDGE_BOARDS_PER_MINUTE: '1000000' }

/** Real servers with a durable log: SQLite with `synchronous=FULL`, or Redis with `appendfsync always`. */
export async function startDrawbridge({
  instances,
  log,
  env = {},
}: DrawbridgeOptions): Promise<MeasuredSystem> {
  if (log !== 'sqlite' && log !== 'redis') throw new Error(`--log is sqlite or redis, not ${log}`)
  if (log === 'sqlite' && instances > 1) throw new Error('several instances need --log redis')
  if (instances > 1) {
    const cluster = await startCluster({ instances, env: { ...unlimited, ...env } })
    return {
      url: cluster.url,
      redisUrl: cluster.redis.url,
      parts: [
        ...cluster.servers.map(({ pid, url }) => ({ role: 'server' as const, pid, url })),
        { role: 'redis', pid: cluster.redis.pid },
        { role: 'balancer', pid: cluster.balancer.pid },
      ],
      stop: () => cluster.stop(),
    }
  }
  const redis = log === 'redis' ? await startRedis() : undefined
  const server = await startServer({
    env: { ...unlimited, ...env, ...(redis && { DRAWBRIDGE_REDIS_URL: redis.url }) },
  })
  return {
    url: server.url,
    ...(redis && { redisUrl: redis.url }),
    parts: [
      { role: 'server', pid: server.pid, url: server.url },
      ...(redis ? [{ role: 'redis' as const, pid: redis.pid }] : []),
    ],
    async stop() {
      await server.stop()
      await redis?.stop()
    },
  }
}
