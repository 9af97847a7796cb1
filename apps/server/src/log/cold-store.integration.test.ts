import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@drawbridge/testkit'
import type { PostgresProcess } from '@drawbridge/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ColdStore, SegmentName } from './cold-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openPostgresStore } from './postgres-store.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const everyByte = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251)

function nameOf(first: number, last: number, digit: string, previous = ''): SegmentName {
  return { first, last, hash: digit.repeat(32), previous: previous && previous.repeat(32) }
}

/** What every ColdStore promises. @param open two handles on one store, which is empty at first */
function coldStoreContract(name: string, open: () => Promise<readonly [ColdStore, ColdStore]>): void {
  describe(name, () => {
    let store: ColdStore
    let second: ColdStore
    beforeAll(async () => {
      ;[store, second] = await open()
    })
    afterAll(async () => {
      await store?.close()
      await second?.close()
    })

    const text = async (board: string) => {
      const bytes = await second.board(board)
      return bytes && new TextDecoder().decode(bytes)
    }

    test('keeps the copy of a board with the highest head', async () => {
      expect(await text('board')).toBeUndefined()
      expect(await store.putBoard('board', 9, bytesOf('nine'))).toBe(true)
      expect(await store.putBoard('board', 10, bytesOf('ten'))).toBe(true)
      expect(await store.putBoard('board', 9, bytesOf('nine again'))).toBe(false)
      expect(await text('board')).toBe('ten')
      expect(await store.putBoard('board', 10, bytesOf('ten again'))).toBe(true)
      expect(await text('board')).toBe('ten again')
    })

    test('keeps every byte, also of nothing', async () => {
      await store.putBoard('bytes', 1, everyByte)
      expect(Buffer.compare((await second.board('bytes')) ?? new Uint8Array(), everyByte)).toBe(0)
      await store.putBoard('bytes', 2, new Uint8Array())
      expect(await second.board('bytes')).toHaveLength(0)
      const segment = nameOf(1, 2, 'e')
      await store.putSegment('bytes', segment, everyByte)
      expect(Buffer.compare((await second.segment('bytes', segment)) ?? new Uint8Array(), everyByte)).toBe(0)
    })

    test('keeps boards apart whose names differ in case only', async () => {
      await store.putBoard('case', 1, bytesOf('small'))
      await store.putBoard('CASE', 1, bytesOf('large'))
      expect([await text('case'), await text('CASE')]).toEqual(['small', 'large'])
    })

    test('keeps segments under their names, the same again is fine', async () => {
      const [one, other, rival] = [nameOf(1, 5, 'a'), nameOf(6, 9, 'b', 'a'), nameOf(6, 8, 'c', 'a')]
      for (const segment of [one, other, rival, other])
        await store.putSegment('segments', segment, bytesOf(segment.hash))
      const names = [...(await second.segments('segments'))].sort((a, b) => (a.hash < b.hash ? -1 : 1))
      expect(names).toEqual([one, other, rival])
      expect(await second.segment('segments', other)).toEqual(Buffer.from(bytesOf(other.hash)))
      expect(await second.segment('segments', nameOf(6, 9, 'd', 'a'))).toBeUndefined()
      expect(await second.segments('nothing')).toEqual([])
    })

    test('the newest of many copies written at once wins, and readers always see a whole one', async () => {
      const heads = Array.from({ length: 30 }, (_, i) => ((i * 7) % 30) + 1)
      let reading = true
      const reader = (async () => {
        let seen = 0
        while (reading) {
          const now = Number((await text('race')) ?? 0)
          expect(now).toBeGreaterThanOrEqual(seen)
          seen = now
        }
      })()
      await Promise.all(
        heads.map((head, i) => (i % 2 ? store : second).putBoard('race', head, bytesOf(String(head)))),
      )
      reading = false
      await reader
      expect(await text('race')).toBe('30')
    })

    test('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined()
    })
  })
}

describe('cold stores', () => {
  let folder: string
  let postgres: PostgresProcess
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drawbridge-cold-'))
    postgres = await startPostgres()
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    await postgres?.stop()
  })

  coldStoreContract('in a folder', async () => {
    const root = join(folder, 'new', 'cold')
    return [await openFolderStore(root), await openFolderStore(root)]
  })

  coldStoreContract('in PostgreSQL', async () => {
    // At once: both make the tables.
    return Promise.all([openPostgresStore(postgres.url, () => {}), openPostgresStore(postgres.url, () => {})])
  })

  test('a folder that cannot be written is refused', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(openFolderStore(join(file, 'cold'))).rejects.toThrow()
  })

  test('a folder keeps no old copies and no half files', async () => {
    const root = join(folder, 'tidy')
    const store = await openFolderStore(root)
    for (const head of [1, 2, 3]) await store.putBoard('board', head, bytesOf('x'))
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    )
    expect(files.map(({ name }) => name)).toEqual(['board-0000000000000003'])
  })

  test('tables of a newer version are refused with a sentence', async () => {
    const store = await openPostgresStore(postgres.url, () => {})
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    await client.query('UPDATE drawbridge.schema SET version = 99')
    await expect(openPostgresStore(postgres.url, () => {})).rejects.toThrow(/newer version of the server/)
    await client.query('UPDATE drawbridge.schema SET version = 2')
    await client.end()
    await store.close()
  })

  test('a PostgreSQL that may lose what it acknowledged is warned of', async () => {
    const warnings: string[] = []
    const url = `${postgres.url}?options=${encodeURIComponent('-c synchronous_commit=off')}`
    await (await openPostgresStore(url, (sentence) => warnings.push(sentence))).close()
    expect(warnings).toEqual([expect.stringMatching(/synchronous_commit off.*Set it to on/)])
  })

  describe('when PostgreSQL is down', () => {
    const deadlineMs = 500
    let store: ColdStore
    beforeAll(async () => {
      store = await openPostgresStore(postgres.url, () => {}, deadlineMs)
    })
    afterAll(() => store?.close())

    async function refused(attempt: Promise<unknown>): Promise<void> {
      const start = performance.now()
      await expect(attempt).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retry: true })
      expect(performance.now() - start).toBeLessThan(deadlineMs + 500)
    }

    test('everything is refused by the deadline, and works again afterwards with what was stored', async () => {
      await store.putBoard('kept', 1, bytesOf('kept'))
      await postgres.kill()
      await Promise.all([
        refused(store.board('kept')),
        refused(store.putBoard('lost', 1, bytesOf('lost'))),
        refused(store.segments('kept')),
        refused(store.ping()),
      ])
      await postgres.restart()
      await vi.waitFor(async () => expect(await store.board('kept')).toBeDefined(), { timeout: 10_000 })
      expect(await store.putBoard('lost', 1, bytesOf('lost'))).toBe(true)
    })

    test('connections that hang are given up, and their late answers taken for nobody’s', async () => {
      const blocker = new Client({ connectionString: postgres.url })
      await blocker.connect()
      await blocker.query('BEGIN; LOCK TABLE drawbridge.boards')
      await Promise.all(Array.from({ length: 12 }, () => refused(store.board('kept'))))
      await blocker.query('ROLLBACK')
      await blocker.end()
      expect(await store.board('kept')).toEqual(Buffer.from(bytesOf('kept')))
      expect(await store.segments('kept')).toEqual([])
    })
  })
})
