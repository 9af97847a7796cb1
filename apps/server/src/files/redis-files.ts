import { readFileSync } from 'node:fs'
import type { RedisClient } from '../log/redis-client.ts'
import { BoundedRedis } from '../log/bounded-redis.ts'
import { asBuffer } from '../log/redis-scripts.ts'
import type { ScriptRunner } from '../log/script-runner.ts'
import { PlainScripts, scriptOf } from '../log/script-runner.ts'
import type { FileStore } from './file-store.ts'
import { fileDeadline } from './file-store.ts'

const putFile = scriptOf('drawbridgePutFile', readFileSync(new URL('put-file.lua', import.meta.url), 'utf8'))

/** In the slot of the board's log, as `keysOf` there. */
const keysOf = (board: string, file: string) => ({
  /** Hash: bytes of each file. */
  sizes: `{${board}}:fs`,
  bytes: `{${board}}:f:${file}`,
})

/** In the memory of Redis: what there is for several instances without a cold store. */
class RedisFiles implements FileStore {
  readonly #redis: RedisClient
  readonly #bounded: BoundedRedis
  readonly #writes: ScriptRunner

  constructor(redis: RedisClient, deadlineMs: number, writes: ScriptRunner | undefined) {
    this.#redis = redis
    this.#bounded = new BoundedRedis(redis, deadlineMs)
    this.#writes = writes ?? new PlainScripts(redis, this.#bounded)
  }

  async put(board: string, file: string, bytes: Uint8Array, most: number): Promise<boolean> {
    const keys = keysOf(board, file)
    const parameters = [file, asBuffer(bytes), most]
    return (await this.#writes.run(putFile, [keys.sizes, keys.bytes], parameters)) === 1
  }

  async get(board: string, file: string): Promise<Uint8Array | undefined> {
    const key = keysOf(board, file).bytes
    return (await this.#bounded.run(() => this.#redis.getBuffer(key))) ?? undefined
  }

  async close(): Promise<void> {
    this.#writes.close()
    this.#bounded.close()
    this.#redis.disconnect()
  }
}

/**
 * Files in Redis.
 * @param redis from `connectRedis`, for files alone: megabytes on their way would hold up the log's commands. Closed with
 *   the files.
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 * @param writes runs what is acknowledged; on `redis` itself if left out
 */
export function openRedisFiles(
  redis: RedisClient,
  deadlineMs = fileDeadline,
  writes?: ScriptRunner,
): FileStore {
  return new RedisFiles(redis, deadlineMs, writes)
}
