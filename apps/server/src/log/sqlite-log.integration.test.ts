import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { opLogContract } from '@drawbridge/testkit/op-log-contract'
import type { FannedOut, LogHarness } from '@drawbridge/testkit/op-log-contract'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteLog } from './sqlite-log.ts'

const folders: string[] = []

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-sqlite-'))
  folders.push(folder)
  return folder
}

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** Another process that appends and prints the number of each acknowledged append, several always under way. */
const appendForEver = (file: string, board: string) => `
  import { crashingAppend } from ${JSON.stringify(import.meta.resolve('@drawbridge/testkit/op-log-contract'))}
  import { openSqliteLog } from ${JSON.stringify(import.meta.resolve('./sqlite-log.ts'))}
  const log = openSqliteLog({ file: ${JSON.stringify(file)}, fanOut() {} })
  let n = 0
  const appendNext = async () => {
    for (;;) {
      const mine = ++n
      await log.append(${JSON.stringify(board)}, crashingAppend(mine))
      console.log(mine)
    }
  }
  for (let i = 0; i < 5; i++) appendNext()
`

async function openHarness(file: string): Promise<LogHarness> {
  const fanned = new Map<string, FannedOut[]>()
  const log = openSqliteLog({
    file,
    fanOut: (board, base, entries) => fanned.get(board)?.push({ base, entries }),
    sizes: { leastEntries: 1, leastBytes: 1, mostEntries: 3, mostBytes: 1000 },
  })
  return {
    log,
    async watch(board) {
      const calls: FannedOut[] = []
      fanned.set(board, calls)
      return calls
    },
    async reopen() {
      await log.close()
      return openHarness(file)
    },
    async crash(board) {
      await log.close()
      const child = spawn(process.execPath, ['--input-type=module', '-e', appendForEver(file, board)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const exited = once(child, 'exit')
      let acknowledged = 0
      for await (const line of createInterface(child.stdout)) {
        acknowledged = Number(line)
        if (acknowledged === 100) child.kill('SIGKILL')
      }
      expect(await exited).toEqual([null, 'SIGKILL'])
      return { acknowledged, harness: await openHarness(file) }
    },
    close: () => log.close(),
  }
}

opLogContract('the log in SQLite', async () => openHarness(join(await newFolder(), 'new', 'boards.db')))

describe('the SQLite file', () => {
  const fanOut = () => {}
  let folder: string
  beforeAll(async () => {
    folder = await newFolder()
  })

  test('is refused while another server has it, and free again when that one has closed', async () => {
    const file = join(folder, 'shared.db')
    const log = openSqliteLog({ file, fanOut })
    expect(() => openSqliteLog({ file, fanOut })).toThrow(
      `The data folder ${folder} is in use by another server.`,
    )
    await log.close()
    await openSqliteLog({ file, fanOut }).close()
  })

  test('can be read by a backup tool while the server runs', async () => {
    const file = join(folder, 'backup.db')
    const log = openSqliteLog({ file, fanOut })
    const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
    await log.createBoard('board', { title: 'kept', keyHashes, createdAt: 1 })
    const backup = new Database(file, { timeout: 0 })
    expect(backup.prepare('SELECT title FROM boards').get()).toEqual({ title: 'kept' })
    backup.close()
    await log.close()
  })

  test('of format 1 is brought to format 2 with all that is in it', async () => {
    const file = join(folder, 'older.db')
    const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
    const entries = Array.from({ length: 3000 }, (_, i) => Buffer.from(`entry ${i}`))
    const before = openSqliteLog({ file, fanOut })
    await before.createBoard('board', { title: 'kept', keyHashes, createdAt: 1 })
    await before.append('board', [{ client: 'ann', first: 1, entries }])
    const { epoch } = await before.state('board')
    await before.saveSnapshot('board', { epoch, seq: 3000, bytes: Buffer.from('snapshot') })
    await before.close()
    // What format 1 was: the same without segments.
    const database = new Database(file)
    database.exec('DROP TABLE segments')
    database.pragma('user_version = 1')
    database.close()

    const log = openSqliteLog({ file, fanOut })
    expect(await log.compact('board', 500)).toBe(1)
    const read = await log.read('board', 0, 1e9)
    expect(read).toMatchObject({ epoch, base: 1, head: 3000, snapshot: 3000 })
    expect(read.entries.map((entry) => Buffer.from(entry).toString())).toEqual(entries.map(String))
    expect((await log.metadata('board')).title).toBe('kept')
    expect(
      await log.append('board', [{ client: 'ann', first: 3000, entries: [Buffer.from('again')] }]),
    ).toEqual({
      last: [3000],
      head: 3000,
    })
    await log.close()
    const after = new Database(file)
    expect(after.pragma('user_version', { simple: true })).toBe(2)
    expect(after.prepare('SELECT count(*) AS n FROM entries').get()).toEqual({ n: 500 })
    after.close()
  })

  test('of a newer format is refused and left alone', async () => {
    const file = join(folder, 'newer.db')
    await openSqliteLog({ file, fanOut }).close()
    const database = new Database(file)
    database.pragma('user_version = 99')
    database.close()
    expect(() => openSqliteLog({ file, fanOut })).toThrow(/written by a newer version .* choose another/)
  })

  test('of another program is refused', async () => {
    const foreign = join(folder, 'foreign.db')
    const database = new Database(foreign)
    database.exec('CREATE TABLE theirs (x)')
    database.close()
    expect(() => openSqliteLog({ file: foreign, fanOut })).toThrow(/is not a file of this server/)

    const text = join(folder, 'text.db')
    await writeFile(text, 'This is not a database. '.repeat(100))
    expect(() => openSqliteLog({ file: text, fanOut })).toThrow(/is not a file of this server/)
  })

  test('takes nothing more once it is closed, but what was asked before', async () => {
    const file = join(folder, 'closing.db')
    const log = openSqliteLog({ file, fanOut })
    const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
    await log.createBoard('board', { title: '', keyHashes, createdAt: 1 })
    const group = { client: 'ann', first: 1, entries: [new Uint8Array([1])] }
    const last = log.append('board', [group])
    await log.close()
    expect(await last).toEqual({ last: [1], head: 1 })
    await expect(log.append('board', [group])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await expect(log.state('board')).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })

    const again = openSqliteLog({ file, fanOut })
    expect(await again.state('board')).toMatchObject({ head: 1 })
    await again.close()
  })

  test('tells the fan-out after the commit and before the append resolves', async () => {
    const file = join(folder, 'order.db')
    const events: string[] = []
    const log = openSqliteLog({
      file,
      fanOut: (board, base) => {
        const reader = new Database(file)
        const { n } = reader.prepare<[], { n: number }>('SELECT count(*) AS n FROM entries').get() ?? { n: 0 }
        reader.close()
        events.push(`${board} from ${base}, ${n} stored`)
      },
    })
    const keyHashes = { viewer: 'v', editor: 'e', owner: 'o' }
    await log.createBoard('board', { title: '', keyHashes, createdAt: 1 })
    await log.append('board', [{ client: 'ann', first: 1, entries: [new Uint8Array(1), new Uint8Array(1)] }])
    events.push('resolved')
    expect(events).toEqual(['board from 1, 2 stored', 'resolved'])
    await log.close()
  })
})
