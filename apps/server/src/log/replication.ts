import type { RedisClient } from './redis-client.ts'
import { connectStore } from './redis-connection.ts'
import { ReplicatedScripts } from './replicated-scripts.ts'

interface ReplicationConfig {
  readonly redisReplicas: number
  readonly redisReplicaMs: number
}

/** Whether replicas are waited for, and whether they come along. */
export class Replication {
  readonly #urls: readonly string[]
  readonly #config: ReplicationConfig
  readonly #report: (sentence: string) => void
  readonly #connections: RedisClient[] = []
  #isBehind = false

  /** @param report told in a sentence when too few replicas keep up, and when they do again */
  constructor(urls: readonly string[], config: ReplicationConfig, report: (sentence: string) => void) {
    this.#urls = urls
    this.#config = config
    this.#report = report
  }

  /** True from a batch that too few replicas had in time until one that they had. */
  get isBehind(): boolean {
    return this.#isBehind
  }

  /** With a connection of its own, as waiting holds it up. Undefined when no replica is waited for. */
  scripts(): ReplicatedScripts | undefined {
    const { redisReplicas: replicas, redisReplicaMs: withinMs } = this.#config
    if (replicas === 0) return undefined
    const redis = connectStore(this.#urls, () => {})
    this.#connections.push(redis)
    return new ReplicatedScripts(redis, { replicas, withinMs }, (isProtected) => this.#told(isProtected))
  }

  disconnect(): void {
    for (const redis of this.#connections) redis.disconnect()
  }

  #told(isProtected: boolean): void {
    if (this.#isBehind === !isProtected) return
    this.#isBehind = !isProtected
    const { redisReplicas } = this.#config
    this.#report(
      isProtected
        ? 'The replicas of Redis keep up again: entries are acknowledged.'
        : `Not all of ${redisReplicas} replicas of Redis keep up: entries are refused until they do. Bring them back, or lower DRAWBRIDGE_REDIS_REPLICAS.`,
    )
  }
}
