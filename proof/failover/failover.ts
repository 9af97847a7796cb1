import { setTimeout as wait } from 'node:timers/promises'
import type { Instances, RedisCluster, Violation } from '@drawbridge/testkit'
import { startInstances, startRedisCluster, until } from '@drawbridge/testkit'
import type { CrowdsOptions, CrowdsReport } from '../clients/many-crowds.ts'
import { Crowds } from '../clients/many-crowds.ts'
import { judge } from '../clients/judge.ts'

export interface FailoverOptions extends CrowdsOptions {
  readonly instances: number
  /** Masters that are killed, one after the other. */
  readonly kills: number
  /** Before the first kill, between two of them, and after the last. */
  readonly pauseSeconds: number
  /** For so long before each kill the replica hears nothing from its master. */
  readonly stallSeconds: number
}

export interface Failover {
  /** From the kill until another node was the master. Milliseconds. */
  readonly promotion: number
}

export interface FailoverResult extends CrowdsReport {
  readonly failovers: readonly Failover[]
  readonly violations: readonly Violation[]
}

/** After which a silent node counts as failed. Milliseconds. */
const nodeTimeout = 2000

/** Kills the master of a board, waits for its replica to take its place, and brings it back as a replica. */
async function killMaster(redis: RedisCluster, key: string, stallSeconds: number): Promise<Failover> {
  const master = await redis.masterOf(key)
  const replicas = await redis.replicasOf(master)
  if (stallSeconds > 0) {
    for (const replica of replicas) replica.pause()
    await wait(stallSeconds * 1000)
  }
  await master.kill()
  for (const replica of replicas) replica.resume()
  const began = performance.now()
  await until(
    async () => (await redis.masterOf(key).catch(() => master)) !== master,
    () => `a replica of ${master.port} takes its place`,
    60_000,
  )
  const promotion = performance.now() - began
  await master.restart()
  await redis.whole()
  return { promotion }
}

/**
 * Instances behind a balancer on a Redis Cluster, entries acknowledged once a replica has them; masters are killed while
 * many draw.
 */
export async function runFailover(options: FailoverOptions): Promise<FailoverResult> {
  let redis: RedisCluster | undefined
  let instances: Instances | undefined
  let crowds: Crowds | undefined
  try {
    redis = await startRedisCluster({ nodeTimeout })
    const env = { DRAWBRIDGE_REDIS_URL: redis.url, DRAWBRIDGE_REDIS_REPLICAS: '1' }
    instances = await startInstances({ instances: options.instances, env })
    const { url } = instances
    crowds = await Crowds.open(url, options)
    crowds.draw(options.perSecond)
    await wait(options.pauseSeconds * 1000)
    const failovers: Failover[] = []
    for (let i = 0; i < options.kills; i++) {
      const board = crowds.boards[i % crowds.boards.length]?.id ?? ''
      failovers.push(await killMaster(redis, `{${board}}:m`, options.stallSeconds))
      await wait(options.pauseSeconds * 1000)
    }
    const report = await crowds.rest()
    // What was shown before a replica had it may be lost with the master, until its authors submit it again.
    return { ...report, failovers, violations: await judge(url, report.records, true) }
  } finally {
    await crowds?.end()
    await instances?.stop()
    await redis?.stop()
  }
}
