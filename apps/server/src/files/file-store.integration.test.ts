import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileIdOf } from '@drawbridge/protocol'
import { startPostgres, startRedis } from '@drawbridge/testkit'
import type { PostgresProcess, RedisProcess } from '@drawbridge/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectRedis } from '../log/redis-connection.ts'
import type { FileStore } from './file-store.ts'
import { openFolderFiles } from './folder-files.ts'
import { movedFiles } from './moved-files.ts'
import { openPostgresFiles } from './postgres-files.ts'
import { openRedisFiles } from './redis-files.ts'

const plenty = 100_000_000
const bytesOf = (length: number, seed: number) => Uint8Array.from({ length }, (_, i) => (i * seed) % 251)

/** What every FileStore promises. @param open two handles on one store, which is empty at first */
function fileStoreContract(name: string, open: () => Promise<readonly [FileStore, FileStore]>): void {
  describe(name, () => {
    let store: FileStore
    let second: FileStore
    beforeAll(async () => {
      ;[store, second] = await open()
    })
    afterAll(async () => {
      await store?.close()
      await second?.close()
    })

    const put = (board: string, bytes: Uint8Array, most = plenty) =>
      store.put(board, fileIdOf(bytes), bytes, most)

    test('what is put through one handle is got through the other, every byte of it', async () => {
      for (const bytes of [new Uint8Array(), bytesOf(1, 7), bytesOf(5_000_000, 3)]) {
        expect(await put('board', bytes)).toBe(true)
        const got = await second.get('board', fileIdOf(bytes))
        expect(got && Buffer.compare(got, bytes)).toBe(0)
      }
      expect(await second.get('board', fileIdOf(bytesOf(3, 3)))).toBeUndefined()
    })

    test('a board has only what was put on it', async () => {
      const bytes = bytesOf(100, 11)
      await put('one', bytes)
      expect(await second.get('other', fileIdOf(bytes))).toBeUndefined()
      expect(await second.get('One', fileIdOf(bytes))).toBeUndefined()
    })

    test('the same file counts once, and the room that a board has is kept', async () => {
      const [first, next, last] = [bytesOf(400, 2), bytesOf(400, 3), bytesOf(200, 5)]
      expect(await put('full', first, 1000)).toBe(true)
      expect(await put('full', next, 1000)).toBe(true)
      expect(await put('full', bytesOf(201, 7), 1000)).toBe(false)
      expect(await store.get('full', fileIdOf(bytesOf(201, 7)))).toBeUndefined()
      expect(await put('full', first, 1000)).toBe(true)
      expect(await put('full', last, 1000)).toBe(true)
      expect(await put('full', last, 1)).toBe(true)
      expect(await put('empty', next, 1000)).toBe(true)
    })

    test('the same file put many times at once is stored once', async () => {
      const bytes = bytesOf(300_000, 13)
      const id = fileIdOf(bytes)
      const all = Array.from({ length: 8 }, (_, i) => (i % 2 ? store : second).put('race', id, bytes, plenty))
      expect(await Promise.all(all)).toEqual(Array(8).fill(true))
      expect(Buffer.compare((await second.get('race', id)) ?? new Uint8Array(), bytes)).toBe(0)
    })
  })
}

describe('file stores', () => {
  let folder: string
  let postgres: PostgresProcess
  let redis: RedisProcess
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drawbridge-files-'))
    ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  })
  afterAll(async () => {
    await Promise.all([postgres?.stop(), redis?.stop()])
    await rm(folder, { recursive: true, force: true })
  })

  const inRedis = () =>
    openRedisFiles(
      connectRedis(redis.url, () => {}),
      1000,
    )

  fileStoreContract('in a folder', async () => {
    const root = join(folder, 'new', 'files')
    return [await openFolderFiles(root), await openFolderFiles(root)]
  })
  // At once: both make the tables.
  fileStoreContract('in PostgreSQL', () =>
    Promise.all([openPostgresFiles(postgres.url), openPostgresFiles(postgres.url)]),
  )
  fileStoreContract('in Redis', async () => [inRedis(), inRedis()])

  test('a folder that cannot be written is refused', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(openFolderFiles(join(file, 'files'))).rejects.toThrow()
  })

  test('a folder keeps one whole file for each, under a name that no file system mixes up', async () => {
    const root = join(folder, 'tidy')
    const store = await openFolderFiles(root)
    const bytes = bytesOf(10, 3)
    await store.put('board', fileIdOf(bytes), bytes, plenty)
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    )
    expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/^file-[0-9a-f]{64}$/)])
  })

  test('where a cold store came later, older files are found where they were', async () => {
    const before = inRedis()
    const old = bytesOf(10, 17)
    await before.put('moved', fileIdOf(old), old, plenty)
    const store = await openFolderFiles(join(folder, 'moved'))
    const both = movedFiles(store, before)
    const made = bytesOf(10, 19)
    await both.put('moved', fileIdOf(made), made, plenty)
    for (const bytes of [old, made]) expect(await both.get('moved', fileIdOf(bytes))).toBeDefined()
    expect(await store.get('moved', fileIdOf(made))).toBeDefined()
    await both.close()
  })

  test('while a store is down everything is refused by the deadline, and works again afterwards', async () => {
    const files = [await openPostgresFiles(postgres.url, 1000), inRedis()]
    const bytes = bytesOf(10, 23)
    const id = fileIdOf(bytes)
    for (const store of files) await store.put('down', id, bytes, plenty)
    await Promise.all([postgres.kill(), redis.kill()])
    const refusal = { code: 'LOG_UNAVAILABLE', retry: true }
    for (const store of files) {
      const start = performance.now()
      await expect(store.get('down', id)).rejects.toMatchObject(refusal)
      await expect(store.put('down', id, bytes, plenty)).rejects.toMatchObject(refusal)
      expect(performance.now() - start).toBeLessThan(4000)
    }
    await Promise.all([postgres.restart(), redis.restart()])
    for (const store of files) {
      await vi.waitFor(async () => expect(await store.get('down', id)).toBeDefined(), { timeout: 20_000 })
      await store.close()
    }
  })
})
