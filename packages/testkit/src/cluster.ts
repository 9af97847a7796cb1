import type { Balancer } from './haproxy.ts'
import { startBalancer } from './haproxy.ts'
import type { RedisProcess } from './redis.ts'
import { startRedis } from './redis.ts'
import type { ServerProcess } from './server.ts'
import { startServer } from './server.ts'

export interface Cluster {
  /** The balancer's address. */
  readonly url: string
  readonly balancer: Balancer
  readonly redis: RedisProcess
  readonly servers: readonly ServerProcess[]
  stop(): Promise<void>
}

/** The topology of the compose file without containers: Redis with AOF `always`, servers, HAProxy, all on free ports. */
export async function startCluster({
  instances = 3,
  env = {},
}: { readonly instances?: number; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Cluster> {
  const redis = await startRedis()
  const started = await Promise.allSettled(
    Array.from({ length: instances }, () =>
      startServer({ env: { DRAWBRIDGE_REDIS_URL: redis.url, DRAWBRIDGE_TRUST_PROXY: 'loopback', ...env } }),
    ),
  )
  const servers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  let balancer: Balancer | undefined
  const stop = async () => {
    await balancer?.stop()
    await Promise.all(servers.map((server) => server.stop()))
    await redis.stop()
  }
  try {
    for (const result of started) if (result.status === 'rejected') throw result.reason
    balancer = await startBalancer(servers.map(({ port }) => port))
    return { url: balancer.url, balancer, redis, servers, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
