import { readFileSync } from 'node:fs'
import type { RedisClient } from '../log/redis-client.ts'
import { BoundedRedis } from '../log/bounded-redis.ts'
import { asBuffer } from '../log/redis-scripts.ts'
import type { ReplicatedScripts } from '../log/replicated-scripts.ts'
import { scriptOf } from '../log/replicated-scripts.ts'
import type { FileStore } from './file-store.ts'
import { fileDeadline } from './file-store.ts'

const lua = readFileSync(new URL('put-file.lua', import.meta.url), 'utf8')
const putFile = scriptOf(lua)

interface Scripts {
  drawbridgePutFile(sizes: string, key: string, file: string, bytes: Buffer, most: number): Promise<number>
}

/** In the slot of the board's log, as `keysOf` there. */
const keysOf = (board: string, file: string) => ({
  /** Hash: bytes of each file. */
  sizes: `{${board}}:fs`,
  bytes: `{${board}}:f:${file}`,
})

/** In the memory of Redis: what there is for several instances without a cold store. */
class RedisFiles implements FileStore {
  readonly #redis: RedisClient & Scripts
  readonly #bounded: BoundedRedis

  readonly #replicated: ReplicatedScripts | undefined

  constructor(redis: RedisClient, deadlineMs: number, replicated: ReplicatedScripts | undefined) {
    this.#replicated = replicated
    redis.defineCommand('drawbridgePutFile', { numberOfKeys: 2, lua })
    this.#redis = redis as RedisClient & Scripts
    this.#bounded = new BoundedRedis(redis, deadlineMs)
  }

  async put(board: string, file: string, bytes: Uint8Array, most: number): Promise<boolean> {
    const keys = keysOf(board, file)
    const replicated = this.#replicated
    const stored = await (replicated
      ? replicated.run(putFile, [keys.sizes, keys.bytes], [file, asBuffer(bytes), most])
      : this.#bounded.run(() =>
          this.#redis.drawbridgePutFile(keys.sizes, keys.bytes, file, asBuffer(bytes), most),
        ))
    return stored === 1
  }

  async get(board: string, file: string): Promise<Uint8Array | undefined> {
    const key = keysOf(board, file).bytes
    return (await this.#bounded.run(() => this.#redis.getBuffer(key))) ?? undefined
  }

  async close(): Promise<void> {
    this.#replicated?.close()
    this.#bounded.close()
    this.#redis.disconnect()
  }
}

/**
 * Files in Redis.
 * @param redis from `connectRedis`, for files alone: megabytes on their way would hold up the log's commands. Closed with
 *   the files.
 * @param deadlineMs after which a call rejects with LOG_UNAVAILABLE
 * @param replicated runs what is acknowledged, where replicas are waited for; on a connection of its own, too
 */
export function openRedisFiles(
  redis: RedisClient,
  deadlineMs = fileDeadline,
  replicated?: ReplicatedScripts,
): FileStore {
  return new RedisFiles(redis, deadlineMs, replicated)
}
