import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Operation } from '@drawbridge/board'
import { createElement, elementId, rectangle } from '@drawbridge/board'
import { DrawbridgeError } from '@drawbridge/protocol'
import type { ServerProcess } from '@drawbridge/testkit'
import { startServer, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BoardClient, OpenBoardOptions } from './board-client.ts'
import type { CreatedBoard } from './http.ts'
import { createBoard } from './http.ts'
import { MemoryStorage } from './memory-storage.ts'
import { openBoard } from './open-board.ts'
import type { BoardStorage, HeldClient } from './storage.ts'

let folder: string
let server: ServerProcess

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-storage-'))
  server = await startServer({ env: { DRAWBRIDGE_DATA: join(folder, 'data') } })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const madeElement = (number: number): Operation =>
  createElement(
    rectangle({
      id: elementId(new Uint8Array(16).fill(number)),
      index: 'a0',
      box: { minX: number, minY: 0, maxX: number + 5, maxY: 5 },
    }),
  )

type Opening = Partial<OpenBoardOptions>
const open = (board: CreatedBoard, more: Opening) =>
  openBoard({ url: server.url, boardId: board.id, key: board.keys.editor, ...more })

interface LoggedEntry {
  readonly client: string
  readonly n: number
  readonly operations: readonly { readonly type: string; readonly element?: { readonly x: number } }[]
}

/** The log, and that it has each entry of each client once, in order. */
async function logOf({ id, keys }: CreatedBoard): Promise<readonly LoggedEntry[]> {
  const session = await fetch(`${server.url}/api/boards/${id}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: keys.viewer }),
  })
  const { token } = (await session.json()) as { token: string }
  const answer = await fetch(`${server.url}/api/boards/${id}/entries?limit=1000`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { entries } = (await answer.json()) as { entries: readonly LoggedEntry[] }
  for (const [client, own] of Map.groupBy(entries, (entry) => entry.client))
    expect(
      own.map(({ n }) => n),
      client,
    ).toEqual(own.map((_, i) => i + 1))
  return entries
}

const placesIn = (entries: readonly LoggedEntry[]) =>
  entries.flatMap(({ operations }) => operations.flatMap(({ element }) => element?.x ?? []))
const placesOn = (board: BoardClient) => board.elements.map(({ x }) => x).sort((a, b) => a - b)
const inStorage = (board: BoardClient) =>
  until(
    () => board.unstored === 0,
    () => 'everything is stored',
  )

test('a client that crashed offline comes back with its work and its undo history, and nothing comes twice', async () => {
  const made = await createBoard({ url: server.url, title: 'Crash' })
  const storage = new MemoryStorage()
  const board = await open(made, { storage })
  board.submit([madeElement(1)])
  await board.saved()
  await server.kill()
  for (let i = 2; i <= 20; i++) board.submit([madeElement(i)])
  await inStorage(board)
  storage.crash()
  board.close()

  const again = await open(made, { storage })
  expect(again.status).toMatchObject({ waiting: 19, durable: true })
  expect(placesOn(again)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  again.undo()
  again.submit([madeElement(21)])
  await server.restart()
  await again.saved()
  expect(placesIn(await logOf(made))).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
  expect(placesOn(again)).not.toContain(20)
  await until(
    () => again.title === 'Crash',
    () => 'the title is known',
  )
  again.close()
})

test('what several clients left behind is brought to the log under the keys that it was made with', async () => {
  const made = await createBoard({ url: server.url })
  const storage = new MemoryStorage()
  const options: Opening[] = [{ key: made.keys.owner }, {}, {}]
  const boards = await Promise.all(options.map((more) => open(made, { storage, ...more })))
  expect(new Set(boards.map(({ clientId }) => clientId)).size).toBe(3)
  await server.kill()
  boards.forEach((board, i) => {
    board.submit([madeElement(10 * i + 1)])
    board.submit([madeElement(10 * i + 2)])
  })
  await Promise.all(boards.map(inStorage))
  storage.crash()
  for (const board of boards) board.close()
  await server.restart()

  // A viewer may not draw, but its device has what others drew on it.
  const viewer = await open(made, { storage, key: made.keys.viewer })
  await until(
    () => viewer.elements.length === 6,
    () => `everything is there: ${placesOn(viewer)}`,
  )
  expect(placesIn(await logOf(made)).sort((a, b) => a - b)).toEqual([1, 2, 11, 12, 21, 22])
  expect(viewer.status).toMatchObject({ readOnly: true, waiting: 0 })
  viewer.close()
})

test('a client that is closed leaves what waits to the next one', async () => {
  const made = await createBoard({ url: server.url })
  const storage = new MemoryStorage()
  const board = await open(made, { storage })
  const { clientId } = board
  board.submit([madeElement(1)])
  board.close()
  const again = await open(made, { storage })
  await again.saved()
  await until(
    () => again.elements.length === 1,
    () => 'it is there',
  )
  expect((await logOf(made)).map(({ client }) => client)).toEqual([clientId])
  again.close()
})

test('a log that was restored from an older copy gets everything back', async () => {
  const made = await createBoard({ url: server.url })
  const storage = new MemoryStorage()
  const staying = await open(made, {})
  const leaving = await open(made, { storage })
  staying.submit([madeElement(1)])
  leaving.submit([madeElement(2)])
  await Promise.all([staying.saved(), leaving.saved()])

  await server.kill()
  await cp(join(folder, 'data'), join(folder, 'copy'), { recursive: true })
  await server.restart()
  staying.submit([madeElement(3)])
  leaving.submit([madeElement(4)])
  await Promise.all([staying.saved(), leaving.saved()])
  leaving.submit([madeElement(5)])
  await leaving.saved()
  leaving.close()

  await server.kill()
  await rm(join(folder, 'data'), { recursive: true })
  await cp(join(folder, 'copy'), join(folder, 'data'), { recursive: true })
  await server.restart()
  // Someone else goes on in the place of what is gone.
  const other = await open(made, {})
  other.submit([madeElement(6)])
  await other.saved()
  const back = await open(made, { storage })
  await until(
    () => [staying, other, back].every((board) => board.elements.length === 6),
    () => [staying, other, back].map(placesOn).join(' | '),
  )
  await Promise.all([staying.saved(), back.saved()])
  expect(placesIn(await logOf(made)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
  expect(new Set([staying, other, back].map((board) => board.hash())).size).toBe(1)
  for (const board of [staying, other, back]) board.close()
})

/** Storage that is full after some writes. */
class FullStorage implements BoardStorage {
  readonly #storage = new MemoryStorage()
  #room: number

  constructor(room: number) {
    this.#room = room
  }

  async claim(boardId: string, key: string): Promise<HeldClient> {
    const held = await this.#storage.claim(boardId, key)
    const write: HeldClient['write'] = (changes) =>
      this.#room-- > 0 ? held.write(changes) : Promise.reject(new Error('full'))
    return { ...held, write }
  }

  claimUnsaved(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  view: BoardStorage['view'] = (boardId, key) => this.#storage.view(boardId, key)
}

test.each([0, 3])('storage that is full after %d writes is said once, and work goes on', async (room) => {
  const made = await createBoard({ url: server.url })
  const board = await open(made, { storage: new FullStorage(room) })
  const errors: DrawbridgeError[] = []
  board.on('error', (error) => errors.push(error))
  for (let i = 1; i <= 10; i++) {
    board.submit([madeElement(i)])
    await board.saved()
  }
  expect(placesIn(await logOf(made))).toHaveLength(10)
  expect(board.status).toMatchObject({ durable: false, waiting: 0 })
  // With no room at all, it may have been told before anyone listened.
  expect(errors.map(({ code }) => code)).toEqual(room === 0 ? expect.anything() : ['STORAGE_FAILED'])
  board.close()
})

test('a storage that cannot be opened is said, and the board opens without', async () => {
  const made = await createBoard({ url: server.url })
  const broken = () => Promise.reject(new Error('forbidden'))
  const board = await open(made, { storage: { claim: broken, claimUnsaved: broken, view: broken } })
  const error = await new Promise<DrawbridgeError>((resolve) => board.on('error', resolve))
  expect(error.code).toBe('STORAGE_FAILED')
  expect(board.status).toMatchObject({ connection: 'live', durable: false })
  board.close()
})
