import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { clientIdOf, decodeSnapshot, defaultLimits } from '@drawbridge/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OpLog } from '../log/op-log.ts'
import { openSqliteLog } from '../log/sqlite-log.ts'
import { Metrics } from '../metrics.ts'
import { someEntries } from '../testing/entries.ts'
import { startFoldWorker } from './fold-thread.ts'
import { FoldedBoards } from './folded-boards.ts'
import { passGate } from './gate.ts'
import { Snapshotter } from './snapshotter.ts'

const board = 'board'
const client = clientIdOf('a'.repeat(22))
let folder: string
let log: OpLog
const opened: FoldedBoards[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-'))
  log = openSqliteLog({ file: join(folder, 'log.sqlite'), fanOut: () => {} })
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard(board, { title: '', keyHashes, createdAt: 0 })
})

afterEach(async () => {
  for (const boards of opened.splice(0)) await boards.close()
  await log.close()
  rmSync(folder, { recursive: true })
})

async function append(first: number, count: number): Promise<number> {
  const entries = someEntries(first, count)
  const verdict = passGate({ role: 'editor', client, first, entries }, defaultLimits, 0)
  if (!verdict.ok) throw new Error(verdict.error.message)
  return (await log.append(board, [verdict.group])).head
}

function foldedBoards(of: OpLog = log, ...more: [kept?: number, startWorker?: () => Worker]): FoldedBoards {
  const boards = new FoldedBoards(of, ...more)
  opened.push(boards)
  return boards
}

async function contents(boards: FoldedBoards) {
  const json = new TextDecoder().decode(await boards.document(board))
  const { seq, hash, elements } = JSON.parse(json) as { seq: number; hash: string; elements: unknown[] }
  return { seq, hash, count: elements.length }
}

/** One that makes a snapshot after ten entries. */
function snapshotterFor(boards: FoldedBoards, report = (error: unknown): void => fail(error)): Snapshotter {
  return new Snapshotter({ log, boards, threshold: 10, metrics: new Metrics(), report })
}

function fail(error: unknown): never {
  throw error
}

test('a fold follows the log, and asking again costs only what is new', async () => {
  const boards = foldedBoards()
  expect(await contents(boards)).toMatchObject({ seq: 0, count: 0 })
  await append(1, 5)
  expect(await contents(boards)).toMatchObject({ seq: 5, count: 5 })
  await append(6, 1)
  expect(await contents(boards)).toEqual(await contents(foldedBoards()))
})

test('folds of one board that are asked for at once do not disturb each other', async () => {
  await append(1, 50)
  const boards = foldedBoards()
  const several = await Promise.all([contents(boards), contents(boards), contents(boards)])
  expect(several.map(({ count }) => count)).toEqual([50, 50, 50])
})

test('a board that does not exist is not found, and leaves nothing behind that would hide it later', async () => {
  const boards = foldedBoards()
  await expect(boards.count('nowhere')).rejects.toMatchObject({ code: 'BOARD_NOT_FOUND' })
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard('nowhere', { title: '', keyHashes, createdAt: 0 })
  expect(await boards.count('nowhere')).toMatchObject({ seq: 0, elementCount: 0 })
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
  const boards = foldedBoards(watched, 1)
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard('other', { title: '', keyHashes, createdAt: 0 })
  await append(1, 3)
  await contents(boards)
  await contents(boards)
  await boards.count('other')
  await contents(boards)
  expect(reads).toEqual([0, 3, 0, 0])
})

test('a snapshot is made when the log has grown by the threshold, not before', async () => {
  const boards = foldedBoards()
  const snapshotter = snapshotterFor(boards)
  snapshotter.grown(board, await append(1, 9), 9)
  await snapshotter.settled()
  expect(await log.snapshot(board)).toBeUndefined()

  snapshotter.grown(board, await append(10, 3), 3)
  await snapshotter.settled()
  const made = await log.snapshot(board)
  expect(made?.seq).toBe(12)

  snapshotter.grown(board, await append(13, 9), 9)
  await snapshotter.settled()
  expect((await log.snapshot(board))?.seq).toBe(12)
  snapshotter.grown(board, await append(22, 1), 1)
  await snapshotter.settled()
  expect((await log.snapshot(board))?.seq).toBe(22)
})

test('snapshot and tail are the same board as the whole log', async () => {
  const whole = foldedBoards()
  await append(1, 12)
  await contents(whole)
  const snapshotter = snapshotterFor(foldedBoards())
  snapshotter.grown(board, 12, 12)
  await snapshotter.settled()
  await append(13, 4)
  const snapshot = decodeSnapshot((await log.snapshot(board))?.bytes ?? new Uint8Array())
  expect(snapshot).toMatchObject({ ok: true, value: { seq: 12 } })
  expect(await contents(foldedBoards())).toEqual(await contents(whole))
})

test('an instance that comes later goes by the snapshot that is there', async () => {
  const boards = foldedBoards()
  const first = snapshotterFor(boards)
  first.grown(board, await append(1, 10), 10)
  await first.settled()
  const later = snapshotterFor(boards)
  later.grown(board, await append(11, 9), 9)
  await later.settled()
  expect((await log.snapshot(board))?.seq).toBe(10)
})

test('of several instances one makes the snapshots, and another goes on when it does not', async () => {
  const metrics = [new Metrics(), new Metrics()] as const
  const [one, two] = metrics.map(
    (each) =>
      new Snapshotter({
        log,
        boards: foldedBoards(),
        threshold: 10,
        isOneOfSeveral: true,
        metrics: each,
        report: fail,
      }),
  ) as [Snapshotter, Snapshotter]
  const store = async (by: Snapshotter, first: number, count: number) => {
    by.grown(board, await append(first, count), count)
    await by.settled()
    return (await log.snapshot(board))?.seq
  }
  // The first is made by whoever stores the entry that it is worth.
  expect(await store(one, 1, 9)).toBeUndefined()
  expect(await store(two, 10, 2)).toBe(11)
  expect(await store(one, 12, 9)).toBe(11)
  expect(await store(two, 21, 1)).toBe(21)
  // It has gone: the other one waits a little longer, and then it is the one.
  expect(await store(one, 22, 23)).toBe(21)
  expect(await store(one, 45, 4)).toBe(21)
  expect(await store(one, 49, 2)).toBe(50)
  expect(await store(one, 51, 9)).toBe(50)
  expect(await store(one, 60, 1)).toBe(60)
  // And the one that comes back leaves it to that one.
  expect(await store(two, 61, 10)).toBe(60)
  expect(await store(one, 71, 1)).toBe(71)
})

test('a failure is reported once, not for every entry', async () => {
  const errors: unknown[] = []
  const snapshotter = snapshotterFor(foldedBoards(), (error) => errors.push(error))
  for (let head = 10; head < 20; head++) {
    snapshotter.grown('nowhere', head, 1)
    await snapshotter.settled()
  }
  expect(errors).toHaveLength(1)
})

test('a worker that dies fails what was asked of it, and the next call is answered by another', async () => {
  await append(1, 5)
  const workers: Worker[] = []
  const boards = foldedBoards(log, 8, () => {
    const worker = startFoldWorker()
    workers.push(worker)
    return worker
  })
  const before = await contents(boards)
  const asked = contents(boards)
  // While its answer is on the way.
  void workers[0]?.terminate()
  await expect(asked).rejects.toMatchObject({ code: 'INTERNAL' })
  expect(await contents(boards)).toEqual(before)
  expect(workers).toHaveLength(2)
})

test('an entry that cannot be decoded is INTERNAL, and other boards go on', async () => {
  const keyHashes = { owner: '', editor: '', viewer: '' }
  await log.createBoard('broken', { title: '', keyHashes, createdAt: 0 })
  await log.append('broken', [{ client, first: 1, entries: [new Uint8Array([1, 2, 3])] }])
  await append(1, 2)
  const boards = foldedBoards()
  for (let tries = 0; tries < 2; tries++)
    await expect(boards.document('broken')).rejects.toMatchObject({ code: 'INTERNAL' })
  expect(await contents(boards)).toMatchObject({ seq: 2, count: 2 })
})

test('entries that lie far before a snapshot are moved to the history, and the board stays the same', async () => {
  for (let first = 1; first < 3500; first += 250) await append(first, 250)
  const whole = await contents(foldedBoards())
  const boards = foldedBoards()
  const metrics = new Metrics()
  const snapshotter = new Snapshotter({ log, boards, threshold: 10, metrics, report: fail })
  snapshotter.grown(board, 3500, 250)
  await snapshotter.settled()
  const { values } = await metrics.segments.get()
  expect(values[0]?.value).toBe(1)
  expect(await contents(foldedBoards())).toEqual(whole)
  const { base, entries } = await log.read(board, 0, 1e9)
  expect({ base, count: entries.length }).toEqual({ base: 1, count: 3500 })
})
