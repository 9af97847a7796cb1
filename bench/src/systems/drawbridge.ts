import type { ServerProcess } from '@drawbridge/testkit'
import { startCluster, startRedis, startServer } from '@drawbridge/testkit'
import type { MeasuredSystem, Part } from './measured-system.ts'

export interface DrawbridgeOptions {
  readonly instances: number
  readonly log: string
  readonly env?: Readonly<Record<string, string>>
}

/** Nobody here is a flood, though everyone comes from one address. */
const unlimited = { DRAWBRIDGE_BOARDS_PER_MINUTE: '1000000' }

/** Running servers of ours, one of which can break down. */
export interface DrawbridgeSystem extends MeasuredSystem {
  /** Kills an instance as a crash would; resolves when it is gone. */
  killOne(): Promise<void>
  /** Starts the one that was killed; resolves when it is ready. */
  startAgain(): Promise<void>
}

/** Real servers with a durable log: SQLite with `synchronous=FULL`, or Redis with `appendfsync always`. */
export async function startDrawbridge({
  instances,
  log,
  env = {},
}: DrawbridgeOptions): Promise<DrawbridgeSystem> {
  if (log !== 'sqlite' && log !== 'redis') throw new Error(`--log is sqlite or redis, not ${log}`)
  if (log === 'sqlite' && instances > 1) throw new Error('several instances need --log redis')
  if (instances > 1) {
    const cluster = await startCluster({ instances, env: { ...unlimited, ...env } })
    return breakable(
      cluster.servers,
      [
        { role: 'redis', pid: cluster.redis.pid },
        { role: 'balancer', pid: cluster.balancer.pid },
      ],
      {
        url: cluster.url,
        redisUrl: cluster.redis.url,
        stop: () => cluster.stop(),
      },
    )
  }
  const redis = log === 'redis' ? await startRedis() : undefined
  const server = await startServer({
    env: { ...unlimited, ...env, ...(redis && { DRAWBRIDGE_REDIS_URL: redis.url }) },
  })
  return breakable([server], redis ? [{ role: 'redis', pid: redis.pid }] : [], {
    url: server.url,
    ...(redis && { redisUrl: redis.url }),
    async stop() {
      await server.stop()
      await redis?.stop()
    },
  })
}

/** @param others what runs beside the servers */
function breakable(
  servers: readonly ServerProcess[],
  others: readonly Part[],
  system: Pick<MeasuredSystem, 'url' | 'redisUrl' | 'stop'>,
): DrawbridgeSystem {
  const partsOf = (running: readonly ServerProcess[]): readonly Part[] => [
    ...running.map(({ pid, url }) => ({ role: 'server' as const, pid, url })),
    ...others,
  ]
  let parts = partsOf(servers)
  const [first, ...rest] = servers
  return {
    ...system,
    get parts() {
      return parts
    },
    async killOne() {
      parts = partsOf(rest)
      await first?.kill()
    },
    async startAgain() {
      await first?.restart()
      parts = partsOf(servers)
    },
  }
}
