import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createElement, elementId, rectangle } from '@drawbridge/board'
import { createBoard } from '@drawbridge/client'
import type { RedisProcess, ServerProcess } from '@drawbridge/testkit'
import { startRedis, startServer, until } from '@drawbridge/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RecordedBoard } from '../clients/judge.ts'
import { historiesOf, judge, settled } from '../clients/judge.ts'
import { RecordedClient } from '../clients/recorded-client.ts'

let folder: string
let redis: RedisProcess
let servers: [ServerProcess, ServerProcess]
let ann: RecordedClient
let bob: RecordedClient
let board: RecordedBoard

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-lost-end-'))
  redis = await startRedis({ dir: folder })
  const env = { DRAWBRIDGE_REDIS_URL: redis.url }
  servers = await Promise.all([startServer({ env }), startServer({ env })])
  const created = await createBoard({ url: servers[0].url })
  const open = (name: string, { url }: ServerProcess) =>
    RecordedClient.open(name, { url, boardId: created.id, key: created.keys.editor })
  ann = await open('ann', servers[0])
  bob = await open('bob', servers[1])
  board = { created, clients: [ann, bob] }
})

afterEach(async () => {
  for (const client of [ann, bob]) client.board.close()
  await Promise.all(servers.map((server) => server.stop()))
  await redis.stop()
  await rm(folder, { recursive: true, force: true })
})

async function draw(client: RecordedClient, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
    const id = elementId(crypto.getRandomValues(new Uint8Array(16)))
    client.submit([createElement(rectangle({ id, index: 'a0', box }))])
  }
  await client.board.saved()
}

const data = () => join(folder, 'appendonlydir')
const backup = () => join(folder, 'backup')

/** Redis ends, and begins again with what it held when the backup was made. */
async function restore(): Promise<void> {
  await redis.kill()
  await rm(data(), { recursive: true })
  await cp(backup(), data(), { recursive: true })
  await redis.restart()
}

async function everythingIsThere(count: number): Promise<void> {
  await settled(servers[0].url, [board])
  await until(
    () => [ann, bob].every(({ board }) => board.elements.length === count),
    () => `both have ${count}: ${ann.board.elements.length}, ${bob.board.elements.length}`,
  )
  expect(await judge(servers[0].url, [historiesOf(board)], true)).toEqual([])
  expect([...ann.errors, ...bob.errors]).toEqual([])
}

test('Redis comes back from a backup: everyone submits their own work again, and nobody does anything for it', async () => {
  await draw(ann, 10)
  await draw(bob, 10)
  await cp(data(), backup(), { recursive: true })
  await draw(ann, 5)
  await draw(bob, 7)
  await restore()
  await everythingIsThere(32)
})

test('the log has grown again, past where it was, before those come back who have its old end', async () => {
  await draw(ann, 10)
  await cp(data(), backup(), { recursive: true })
  await draw(ann, 5)
  await until(
    () => bob.board.seq === 15,
    () => 'bob has seen it',
  )
  await servers[0].kill()
  await restore()
  await draw(bob, 12)
  await servers[0].restart()
  await everythingIsThere(27)
})

test('while they go on drawing', async () => {
  await draw(ann, 10)
  await cp(data(), backup(), { recursive: true })
  await Promise.all([draw(ann, 20), draw(bob, 20)])
  let isDrawing = true
  let drawn = 50
  const drawing = (async () => {
    while (isDrawing) {
      await Promise.race([draw(ann, 1), draw(bob, 1)])
      drawn += 2
    }
  })()
  await restore()
  isDrawing = false
  await drawing
  await everythingIsThere(drawn)
})
