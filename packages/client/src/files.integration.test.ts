import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DrawbridgeError } from '@drawbridge/protocol'
import { fileIdOf } from '@drawbridge/protocol'
import type { ServerProcess } from '@drawbridge/testkit'
import { startServer, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BoardClient, OpenBoardOptions } from './board-client.ts'
import { MemoryFileStorage } from './files/memory-file-storage.ts'
import type { CreatedBoard } from './http.ts'
import { createBoard } from './http.ts'
import { MemoryStorage } from './memory-storage.ts'
import { openBoard } from './open-board.ts'

let folder: string
let server: ServerProcess

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-files-'))
  const env = { DRAWBRIDGE_DATA: join(folder, 'data'), DRAWBRIDGE_MAX_FILE_BYTES: '2000' }
  server = await startServer({ env: { ...env, DRAWBRIDGE_BOARD_FILE_BYTES: '3000' } })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const picture = (content: string) =>
  new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`)
const open = (board: CreatedBoard, more: Partial<OpenBoardOptions> = {}) =>
  openBoard({ url: server.url, boardId: board.id, key: board.keys.editor, ...more })
const sent = (board: BoardClient) =>
  until(
    () => board.status.filesWaiting === 0,
    () => `${board.status.filesWaiting} files wait`,
  )

test('a file is named at once, sent behind that, and others wait for it', async () => {
  const made = await createBoard({ url: server.url })
  const [ada, ben] = await Promise.all([open(made), open(made, { key: made.keys.viewer })])
  const bytes = picture('one')
  const asked = ben.files.get(fileIdOf(bytes))
  const told: string[] = []
  ada.on('file', ({ file }) => told.push(file))
  const file = await ada.files.put(bytes)
  expect(file).toBe(fileIdOf(bytes))
  expect(ada.status.filesWaiting).toBe(1)
  expect(ada.files.progress(file)).toBe(0)
  await ada.saved()
  expect(ada.status.filesWaiting).toBe(0)
  expect(ada.files.progress(file)).toBeUndefined()
  expect(told).toContain(file)
  expect(await asked).toEqual(bytes)
  ada.close()
  ben.close()
})

test('what was put on offline outlives the client, and is sent by the next one', async () => {
  const made = await createBoard({ url: server.url })
  const options = { storage: new MemoryStorage(), files: { storage: new MemoryFileStorage() } }
  const board = await open(made, options)
  await server.kill()
  const bytes = picture('offline')
  const file = await board.files.put(bytes)
  expect(board.status).toMatchObject({ filesWaiting: 1, durable: true })
  expect(await board.files.get(file)).toEqual(bytes)
  board.close()

  const again = await open(made, options)
  await until(
    () => again.status.filesWaiting === 1,
    () => 'it is taken up',
  )
  expect(await again.files.get(file)).toEqual(bytes)
  await server.restart()
  await sent(again)
  const other = await open(made)
  expect(await other.files.get(file)).toEqual(bytes)
  again.close()
  other.close()
})

test('what the server will never take is said and waits for nothing', async () => {
  const made = await createBoard({ url: server.url })
  const board = await open(made, { files: { storage: new MemoryFileStorage() } })
  await expect(board.files.put(picture('x'.repeat(2000)))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
  expect(board.status.filesWaiting).toBe(0)

  const refused = new Promise<DrawbridgeError>((resolve) => board.on('error', resolve))
  const text = new TextEncoder().encode('hello')
  const file = await board.files.put(text)
  expect((await refused).code).toBe('FILE_TYPE_UNKNOWN')
  await sent(board)
  expect(await board.files.get(file)).toEqual(text)
  board.close()
})

test('where the board is full, a file is said to wait and stays here', async () => {
  const made = await createBoard({ url: server.url })
  const storage = new MemoryFileStorage()
  const board = await open(made, { files: { storage } })
  await board.files.put(picture('a'.repeat(1800)))
  await sent(board)
  const refused = new Promise<DrawbridgeError>((resolve) => board.on('error', resolve))
  const file = await board.files.put(picture('b'.repeat(1800)))
  expect((await refused).code).toBe('FILES_FULL')
  expect(board.status.filesWaiting).toBe(1)
  board.close()
  expect(await storage.unsent(made.id)).toEqual([file])
})

test('who may only look sends nothing, and closing ends the wait for a file', async () => {
  const made = await createBoard({ url: server.url })
  const storage = new MemoryFileStorage()
  const bytes = picture('left here')
  await storage.keep(made.id, fileIdOf(bytes), bytes, false)
  const viewer = await open(made, { key: made.keys.viewer, files: { storage } })
  const never = viewer.files.get(fileIdOf(picture('never sent')))
  viewer.close()
  await expect(never).rejects.toMatchObject({ code: 'UNREACHABLE' })
  expect(await storage.unsent(made.id)).toEqual([fileIdOf(bytes)])
})

test('a file of another board is taken along, when the person here says so', async () => {
  const [one, other] = await Promise.all([createBoard({ url: server.url }), createBoard({ url: server.url })])
  const files = { storage: new MemoryFileStorage() }
  const board = await open(one, { files })
  const bytes = picture('copied')
  const file = await board.files.put(bytes)
  const copy = await open(other, { files })
  await copy.files.adopt(file)
  await copy.files.adopt(fileIdOf(picture('that is nowhere')))
  await Promise.all([sent(board), sent(copy)])
  const third = await open(other)
  expect(await third.files.get(file)).toEqual(bytes)
  for (const opened of [board, copy, third]) opened.close()
})

test('storage that is full is said once, and the file is sent from memory', async () => {
  const made = await createBoard({ url: server.url })
  const full = new MemoryFileStorage()
  full.keep = () => Promise.reject(new Error('full'))
  const board = await open(made, { files: { storage: full } })
  const errors: string[] = []
  board.on('error', ({ code }) => errors.push(code))
  const files = [await board.files.put(picture('1')), await board.files.put(picture('2'))]
  await sent(board)
  expect(errors).toEqual(['STORAGE_FAILED'])
  const other = await open(made)
  for (const file of files) expect(await other.files.get(file)).toBeDefined()
  board.close()
  other.close()
})
