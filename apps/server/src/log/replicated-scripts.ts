import { Cluster } from 'ioredis'
import { BoundedRedis } from './bounded-redis.ts'
import type { RedisClient } from './redis-client.ts'
import { placeOf } from './redis-client.ts'
import type { Argument } from './redis-scripts.ts'
import type { Script, ScriptRunner } from './script-runner.ts'

/** When a write counts as stored. */
export interface ReplicaPolicy {
  /** How many replicas of its master must have it. */
  readonly replicas: number
  /** How long these are waited for. Milliseconds. */
  readonly withinMs: number
}

interface Waiting {
  readonly script: Script
  readonly keys: readonly string[]
  readonly parameters: readonly Argument[]
  readonly resolve: (result: unknown) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Runs scripts that write, and resolves once so many replicas have what they wrote. What comes for a master while an
 * earlier batch is under way is the next batch: one WAIT for all of it.
 *
 * WAIT speaks of the last write of its own connection, so it goes with the scripts in one pipeline, which is one
 * connection or fails; and a script whose effect is there already must write something all the same.
 */
export class ReplicatedScripts implements ScriptRunner {
  readonly #redis: RedisClient
  readonly #bounded: BoundedRedis
  readonly #policy: ReplicaPolicy
  readonly #told: (isProtected: boolean) => void
  readonly #queues = new Map<string, Waiting[]>()

  /**
   * @param redis used for nothing else: WAIT holds up its connection
   * @param told with each batch whether enough replicas had it in time
   * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
   */
  constructor(
    redis: RedisClient,
    policy: ReplicaPolicy,
    told: (isProtected: boolean) => void,
    deadlineMs = 3000,
  ) {
    this.#redis = redis
    this.#bounded = new BoundedRedis(redis, deadlineMs)
    this.#policy = policy
    this.#told = told
  }

  /**
   * Rejects with LOG_UNAVAILABLE also when replicas lack what was written: it is stored, but may be lost with its master.
   * The same call may be repeated.
   */
  run(script: Script, keys: readonly string[], parameters: readonly Argument[]): Promise<unknown> {
    return this.#bounded.run(() => this.#enqueue(script, keys, parameters))
  }

  close(): void {
    this.#bounded.close()
  }

  #enqueue(script: Script, keys: readonly string[], parameters: readonly Argument[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const waiting = { script, keys, parameters, resolve, reject }
      const place = placeOf(this.#redis, keys[0] ?? '')
      const queue = this.#queues.get(place)
      if (queue) queue.push(waiting)
      else {
        this.#queues.set(place, [waiting])
        void this.#drain(place)
      }
    })
  }

  async #drain(place: string): Promise<void> {
    // What is asked for in the same turn of the event loop goes together.
    await Promise.resolve()
    for (;;) {
      const batch = this.#queues.get(place)?.splice(0) ?? []
      if (batch.length === 0) break
      await this.#send(batch)
    }
    this.#queues.delete(place)
  }

  /** Never rejects. */
  async #send(batch: readonly Waiting[]): Promise<void> {
    try {
      const unknown = await this.#sendAs('evalsha', batch)
      // A server that was started anew, or has just become a master, does not know the scripts yet.
      if (unknown.length > 0) {
        const stillUnknown = await this.#sendAs('eval', unknown)
        for (const { reject } of stillUnknown)
          reject(new Error('Redis does not know a script it was just given'))
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  /** Settles those of the batch that ran or failed; returns those whose script the server does not know. */
  async #sendAs(how: 'eval' | 'evalsha', batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const { replicas, withinMs } = this.#policy
    const pipeline = this.#redis.pipeline()
    for (const { script, keys, parameters } of batch)
      pipeline[how](how === 'eval' ? script.lua : script.sha, keys.length, ...keys, ...parameters)
    pipeline.wait(replicas, withinMs)
    const answers = await pipeline.exec()
    const [waitError, have] = answers?.at(-1) ?? [new Error('no answer'), 0]
    if (waitError) throw waitError
    const isProtected = (have as number) >= replicas
    const unknown: Waiting[] = []
    let ran = 0
    for (const [i, waiting] of batch.entries()) {
      const [error, result] = answers?.[i] ?? [new Error('no answer'), undefined]
      if (error?.message.startsWith('NOSCRIPT')) unknown.push(waiting)
      else if (error) this.#failed(waiting, error)
      else {
        ran++
        if (isProtected) waiting.resolve(result)
        else waiting.reject(tooFew(have as number, this.#policy))
      }
    }
    if (ran > 0) this.#told(isProtected)
    return unknown
  }

  #failed({ reject }: Waiting, error: Error): void {
    // A pipeline does not follow its keys to another server: the next one goes there.
    if (error.message.startsWith('MOVED') && this.#redis instanceof Cluster) this.#redis.refreshSlotsCache()
    reject(error)
  }
}

function tooFew(have: number, { replicas, withinMs }: ReplicaPolicy): Error {
  return new Error(
    `After ${withinMs} ms ${have} of ${replicas} replicas had what was written: it counts as not stored until they have it.`,
  )
}
