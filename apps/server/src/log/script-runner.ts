import { createHash } from 'node:crypto'
import type { BoundedRedis } from './bounded-redis.ts'
import type { RedisClient } from './redis-client.ts'
import type { Argument } from './redis-scripts.ts'

/** A script that writes what is acknowledged. */
export interface Script {
  /** Of the method that ioredis adds to its client. */
  readonly name: string
  readonly lua: string
  readonly sha: string
}

export function scriptOf(name: string, lua: string): Script {
  return { name, lua, sha: createHash('sha1').update(lua).digest('hex') }
}

/** Runs such scripts, and resolves with their answers once what they wrote counts as stored. */
export interface ScriptRunner {
  /** Rejects with LOG_UNAVAILABLE where that does not happen in time; the same call may be repeated. */
  run(script: Script, keys: readonly string[], parameters: readonly Argument[]): Promise<unknown>
  close(): void
}

type Method = (numberOfKeys: number, ...parameters: readonly Argument[]) => Promise<unknown>

/** What is stored counts as soon as Redis has it. */
export class PlainScripts implements ScriptRunner {
  readonly #redis: RedisClient
  readonly #bounded: BoundedRedis

  /** @param bounded of the same client; whoever made it closes it */
  constructor(redis: RedisClient, bounded: BoundedRedis) {
    this.#redis = redis
    this.#bounded = bounded
  }

  run({ name, lua }: Script, keys: readonly string[], parameters: readonly Argument[]): Promise<unknown> {
    const methods = this.#redis as unknown as Record<string, Method | undefined>
    if (!methods[name]) this.#redis.defineCommand(name, { lua })
    return this.#bounded.run(async () => methods[name]?.(keys.length, ...keys, ...parameters))
  }

  close(): void {}
}
