import { readFileSync } from 'node:fs'
import type { RedisClient } from './redis-client.ts'

/**
 * All of a board lies in one slot of a cluster. The stream holds batches of entries, each under the id
 * `<seq of its last entry>-0`, one field `e` per entry.
 */
export const keysOf = (board: string) => ({
  /**
   * Hash: e epoch, s head, k its mark, sn seq of the snapshot, u time of the last entry, t seq up to which entries are in
   * the history, h the history's hash, c:<client> its highest n.
   */
  meta: `{${board}}:m`,
  stream: `{${board}}:l`,
  snapshot: `{${board}}:s`,
  /** Hash: title, hashes (JSON), created. */
  description: `{${board}}:b`,
  /** Set: who is about to make the board hot. */
  claims: `{${board}}:c`,
  /** There while an instance hosts the board. */
  lease: `{${board}}:h`,
})

export type Argument = string | number | Buffer

/** The scripts, as methods that ioredis adds to the client; those on …Buffer answer with bytes. Each says in its file what it does. */
export interface Scripts {
  drawbridgeReadBuffer(
    meta: string,
    stream: string,
    after: number | '',
    maxBytes: number,
    client: string,
  ): Promise<
    | [
        epoch: Buffer,
        head: number,
        mark: Buffer,
        snapshot: number,
        last: number,
        trimmed: number,
        history: Buffer,
        base: number,
        entries: Buffer[],
      ]
    | null
  >
  drawbridgeSaveSnapshot(
    meta: string,
    snapshot: string,
    epoch: string,
    seq: number,
    bytes: Buffer,
  ): Promise<number | null>
  drawbridgeSnapshotBuffer(
    meta: string,
    snapshot: string,
  ): Promise<[epoch: Buffer, seq: number, bytes: Buffer | null] | null>
  /** @param keys how many metas there are, and then these */
  drawbridgeStates(keys: readonly (string | number)[]): Promise<(string | null)[][]>
  drawbridgeTrim(
    meta: string,
    stream: string,
    epoch: string,
    from: number,
    to: number,
    history: string,
  ): Promise<number | null>
  drawbridgeTakeBuffer(
    meta: string,
    stream: string,
    snapshot: string,
    description: string,
    maxEntries: number,
    maxBytes: number,
  ): Promise<[meta: Buffer[], description: Buffer[], snapshot: Buffer | null, entries: Buffer[]] | 0 | null>
  drawbridgeEvict(
    meta: string,
    stream: string,
    snapshot: string,
    description: string,
    lease: string,
    epoch: string,
    head: number,
    title: string,
    hashes: string,
  ): Promise<number>
  drawbridgeClaim(meta: string, claims: string, token: string, seconds: number): Promise<number>
  drawbridgeHydrate(
    meta: string,
    stream: string,
    snapshot: string,
    description: string,
    claims: string,
    lease: string,
    parameters: readonly Argument[],
  ): Promise<number>
}

/** Without `numberOfKeys`, the first argument says how many there are. */
const scripts: Readonly<Record<string, { readonly file: string; readonly numberOfKeys?: number }>> = {
  drawbridgeRead: { file: 'read.lua', numberOfKeys: 2 },
  drawbridgeSaveSnapshot: { file: 'save-snapshot.lua', numberOfKeys: 2 },
  drawbridgeSnapshot: { file: 'snapshot.lua', numberOfKeys: 2 },
  drawbridgeStates: { file: 'states.lua' },
  drawbridgeTrim: { file: 'trim.lua', numberOfKeys: 2 },
  drawbridgeTake: { file: 'take.lua', numberOfKeys: 4 },
  drawbridgeEvict: { file: 'evict.lua', numberOfKeys: 5 },
  drawbridgeClaim: { file: 'claim.lua', numberOfKeys: 2 },
  drawbridgeHydrate: { file: 'hydrate.lua', numberOfKeys: 6 },
}

/** The text of a script. */
export function textOf(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
}

export function withScripts(redis: RedisClient): RedisClient & Scripts {
  for (const [name, { file, numberOfKeys }] of Object.entries(scripts))
    redis.defineCommand(name, { ...(numberOfKeys && { numberOfKeys }), lua: textOf(file) })
  return redis as RedisClient & Scripts
}

/** The same memory as a Buffer: the client sends anything else as text. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
