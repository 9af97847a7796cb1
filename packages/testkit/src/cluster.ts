import type { Balancer } from './haproxy.ts'
import { startBalancer } from './haproxy.ts'
import type { RedisProcess } from './redis.ts'
import { startRedis } from './redis.ts'
import type { ServerProcess } from './server.ts'
import { startServer } from './server.ts'

/** Servers behind a balancer. */
export interface Instances {
  /** The balancer's address. */
  readonly url: string
  readonly balancer: Balancer
  readonly servers: readonly ServerProcess[]
  stop(): Promise<void>
}

export interface Cluster extends Instances {
  readonly redis: RedisProcess
}

/** Servers and HAProxy on free ports. @param env says where the log is */
export async function startInstances({
  instances = 3,
  env,
}: {
  readonly instances?: number
  readonly env: Readonly<Record<string, string>>
}): Promise<Instances> {
  const started = await Promise.allSettled(
    Array.from({ length: instances }, () =>
      startServer({ env: { DRAWBRIDGE_TRUST_PROXY: 'loopback', ...env } }),
    ),
  )
  const servers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  let balancer: Balancer | undefined
  const stop = async () => {
    await balancer?.stop()
    await Promise.all(servers.map((server) => server.stop()))
  }
  try {
    for (const result of started) if (result.status === 'rejected') throw result.reason
    balancer = await startBalancer(servers.map(({ port }) => port))
    return { url: balancer.url, balancer, servers, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The topology of the compose file without containers: Redis with AOF `always`, servers, HAProxy, all on free ports. */
export async function startCluster({
  instances = 3,
  env = {},
}: { readonly instances?: number; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Cluster> {
  const redis = await startRedis()
  try {
    const started = await startInstances({
      instances,
      env: { DRAWBRIDGE_REDIS_URL: redis.url, ...env },
    })
    return {
      ...started,
      redis,
      async stop() {
        await started.stop()
        await redis.stop()
      },
    }
  } catch (error) {
    await redis.stop()
    throw error
  }
}
