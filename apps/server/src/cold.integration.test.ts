import { createBoard, openBoard } from '@drawbridge/client'
import type { BoardClient } from '@drawbridge/client'
import { startPostgres, startRedis, startServer, until } from '@drawbridge/testkit'
import type { PostgresProcess, RedisProcess, ServerProcess } from '@drawbridge/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rectangleNumber } from './testing/entries.ts'

let redisServer: RedisProcess
let postgres: PostgresProcess
let redis: Redis
const servers: ServerProcess[] = []

beforeAll(async () => {
  redisServer = await startRedis()
  postgres = await startPostgres()
  redis = new Redis(redisServer.url, { maxRetriesPerRequest: null })
  for (let i = 0; i < 2; i++)
    servers.push(
      await startServer({
        env: {
          DRAWBRIDGE_REDIS_URL: redisServer.url,
          DRAWBRIDGE_COLD_URL: postgres.url,
          DRAWBRIDGE_IDLE_MINUTES: '0.02',
          DRAWBRIDGE_SNAPSHOT_ENTRIES: '200',
        },
      }),
    )
})

afterAll(async () => {
  for (const server of servers) await server.stop()
  redis?.disconnect()
  await redisServer?.stop()
  await postgres?.stop()
})

function urlOf(instance: number): string {
  const server = servers[instance]
  if (!server) throw new Error(`there is no instance ${instance}`)
  return server.url
}

/** Waits until the board has left Redis. Its lease would last for a minute after people have left. */
async function putAway(board: string): Promise<void> {
  await until(
    async () => {
      await redis.del(`{${board}}:h`)
      return (await redis.keys(`{${board}}:*`)).length === 0
    },
    () => 'the board is put away',
    60_000,
  )
}

async function metric(name: string): Promise<number> {
  const texts = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()))
  return texts.reduce((sum, text) => sum + Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]), 0)
}

test('a board goes to the cold store when nobody is on it, and is the same when somebody comes', async () => {
  const { id, keys } = await createBoard({ url: urlOf(0), title: 'Long' })
  const open = (instance: number, name: string) =>
    openBoard({ url: urlOf(instance), boardId: id, key: keys.editor, name })
  const count = 4200
  const author = await open(0, 'ann')
  for (let number = 1; number <= count; number++) author.submit([rectangleNumber(number)])
  await author.saved()
  const hash = author.hash()
  author.close()
  await putAway(id)

  const { token } = (await (
    await fetch(`${urlOf(1)}/api/boards/${id}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: keys.viewer }),
    })
  ).json()) as { token: string }
  const get = async (path: string) =>
    (
      await fetch(`${urlOf(1)}/api/boards/${id}${path}`, { headers: { authorization: `Bearer ${token}` } })
    ).json()
  expect(await get('')).toMatchObject({ title: 'Long', head: count, elementCount: count })
  let after = 0
  while (after < count) {
    const { entries } = (await get(`/entries?after=${after}&limit=1000`)) as {
      entries: { seq: number; n: number }[]
    }
    for (const { seq, n } of entries) {
      expect({ seq, n }).toEqual({ seq: after + 1, n: after + 1 })
      after += 1
    }
  }
  expect(await get('/document')).toMatchObject({ seq: count, hash })

  const reader = await open(1, 'bob')
  expect(reader.hash()).toBe(hash)
  reader.submit([rectangleNumber(count + 1)])
  await reader.saved()
  expect(reader.elements).toHaveLength(count + 1)
  reader.close()
  expect(await metric('drawbridge_segments_total')).toBeGreaterThan(0)
  expect(await metric('drawbridge_boards_thawed_total')).toBeGreaterThan(0)
  expect(await metric('drawbridge_upkeep_failures_total')).toBe(0)
})

test('people whose board was put away while they slept go on where they were', async () => {
  const { id, keys } = await createBoard({ url: urlOf(0) })
  const people: BoardClient[] = []
  for (const [i, name] of ['ann', 'bob'].entries())
    people.push(await openBoard({ url: urlOf(i), boardId: id, key: keys.editor, name }))
  const [ann, bob] = people
  if (!ann || !bob) throw new Error('nobody is here')
  ann.submit([rectangleNumber(1)])
  await ann.saved()
  // Their connections are open, but nothing keeps the board.
  await putAway(id)
  ann.submit([rectangleNumber(2)])
  bob.submit([rectangleNumber(3)])
  await Promise.all([ann.saved(), bob.saved()])
  await until(
    () => ann.elements.length === 3 && bob.elements.length === 3,
    () => `both have three: ${ann.elements.length} and ${bob.elements.length}`,
  )
  expect(ann.hash()).toBe(bob.hash())
  for (const person of people) person.close()
})
