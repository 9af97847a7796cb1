import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boardHash } from '@drawbridge/board'
import { clientIdOf, decodeSnapshot, defaultLimits } from '@drawbridge/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OpLog } from '../log/op-log.ts'
import { openSqliteLog } from '../log/sqlite-log.ts'
import { someEntries } from '../testing/entries.ts'
import { FoldedBoards } from './folded-boards.ts'
import { passGate } from './gate.ts'
import { Snapshotter } from './snapshotter.ts'

const board = 'board'
const client = clientIdOf('a'.repeat(22))
let folder: string
let log: OpLog

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-'))
  log = openSqliteLog({ file: join(folder, 'log.sqlite'), fanOut: () => {} })
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard(board, { title: '', keyHashes, createdAt: 0 })
})

afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true })
})

async function append(first: number, count: number): Promise<number> {
  const entries = someEntries(first, count)
  const verdict = passGate({ role: 'editor', client, first, entries }, defaultLimits, 0)
  if (!verdict.ok) throw new Error(verdict.error.message)
  return (await log.append(board, [verdict.group])).head
}

function contents(boards: FoldedBoards) {
  return boards.with(board, ({ seq, board }) => ({
    seq,
    hash: boardHash(board),
    count: board.elements.length,
  }))
}

test('a fold follows the log, and asking again costs only what is new', async () => {
  const boards = new FoldedBoards(log)
  expect(await contents(boards)).toMatchObject({ seq: 0, count: 0 })
  await append(1, 5)
  expect(await contents(boards)).toMatchObject({ seq: 5, count: 5 })
  await append(6, 1)
  expect(await contents(boards)).toEqual(await contents(new FoldedBoards(log)))
})

test('folds of one board that are asked for at once do not disturb each other', async () => {
  await append(1, 50)
  const boards = new FoldedBoards(log)
  const several = await Promise.all([contents(boards), contents(boards), contents(boards)])
  expect(several.map(({ count }) => count)).toEqual([50, 50, 50])
})

test('a board that does not exist is not found, and leaves nothing behind that would hide it later', async () => {
  const boards = new FoldedBoards(log)
  await expect(boards.with('nowhere', () => 1)).rejects.toMatchObject({ code: 'BOARD_NOT_FOUND' })
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard('nowhere', { title: '', keyHashes, createdAt: 0 })
  expect(await boards.with('nowhere', ({ seq }) => seq)).toBe(0)
})

test('no more boards are kept than asked for', async () => {
  const reads: number[] = []
  const watched = new Proxy(log, {
    get(target, name) {
      if (name === 'read')
        return (id: string, after: number, bytes: number) => {
          reads.push(after)
          return target.read(id, after, bytes)
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  const boards = new FoldedBoards(watched, 1)
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard('other', { title: '', keyHashes, createdAt: 0 })
  await append(1, 3)
  await contents(boards)
  await contents(boards)
  await boards.with('other', () => 1)
  await contents(boards)
  expect(reads).toEqual([0, 3, 0, 0])
})

test('a snapshot is made when the log has grown by the threshold, not before', async () => {
  const boards = new FoldedBoards(log)
  const snapshotter = new Snapshotter(log, boards, 10, (error) => {
    throw error
  })
  snapshotter.grown(board, await append(1, 9))
  await snapshotter.settled()
  expect(await log.snapshot(board)).toBeUndefined()

  snapshotter.grown(board, await append(10, 3))
  await snapshotter.settled()
  const made = await log.snapshot(board)
  expect(made?.seq).toBe(12)

  snapshotter.grown(board, await append(13, 9))
  await snapshotter.settled()
  expect((await log.snapshot(board))?.seq).toBe(12)
  snapshotter.grown(board, await append(22, 1))
  await snapshotter.settled()
  expect((await log.snapshot(board))?.seq).toBe(22)
})

test('snapshot and tail are the same board as the whole log', async () => {
  const whole = new FoldedBoards(log)
  await append(1, 12)
  await contents(whole)
  const snapshotter = new Snapshotter(log, new FoldedBoards(log), 10, () => {})
  snapshotter.grown(board, 12)
  await snapshotter.settled()
  await append(13, 4)
  const snapshot = decodeSnapshot((await log.snapshot(board))?.bytes ?? new Uint8Array())
  expect(snapshot).toMatchObject({ ok: true, value: { seq: 12 } })
  expect(await contents(new FoldedBoards(log))).toEqual(await contents(whole))
})

test('an instance that comes later goes by the snapshot that is there', async () => {
  const boards = new FoldedBoards(log)
  const first = new Snapshotter(log, boards, 10, () => {})
  first.grown(board, await append(1, 10))
  await first.settled()
  const later = new Snapshotter(log, boards, 10, () => {})
  later.grown(board, await append(11, 9))
  await later.settled()
  expect((await log.snapshot(board))?.seq).toBe(10)
})

test('a failure is reported once, not for every entry', async () => {
  const errors: unknown[] = []
  const snapshotter = new Snapshotter(log, new FoldedBoards(log), 10, (error) => errors.push(error))
  for (let head = 10; head < 20; head++) {
    snapshotter.grown('nowhere', head)
    await snapshotter.settled()
  }
  expect(errors).toHaveLength(1)
})
