import { createElement, elementId, rectangle } from '@drawbridge/board'
import type { BoardClient } from '@drawbridge/client'
import { openBoard } from '@drawbridge/client'
import type { SubmitReply } from '@drawbridge/protocol'
import type { RedisCluster } from '@drawbridge/testkit'
import { startRedisCluster, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { batchOf, someEntries } from '../testing/entries.ts'
import type { Instance, MadeBoard } from '../testing/instance.ts'
import { startInstance } from '../testing/instance.ts'
import { joinAs } from '../testing/join-as.ts'

let redis: RedisCluster
let one: Instance
let two: Instance

beforeAll(async () => {
  redis = await startRedisCluster()
  const settings = { DRAWBRIDGE_REDIS_URL: redis.url }
  one = await startInstance({ settings })
  two = await startInstance({ settings })
}, 60_000)

afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()])
  await redis?.stop()
})

/** Boards so many that each master has some. */
async function boardsEverywhere(): Promise<readonly MadeBoard[]> {
  const boards: MadeBoard[] = []
  const masters = new Set<number>()
  while (masters.size < 3) {
    const board = await one.makeBoard()
    boards.push(board)
    masters.add((await redis.masterOf(`{${board.id}}:m`)).port)
  }
  return boards
}

test('boards on every master: what is submitted to one instance reaches the other, and heads are told', async () => {
  for (const board of await boardsEverywhere()) {
    const [a, b] = await Promise.all([joinAs(one, board, 'a'), joinAs(two, board, 'b')])
    expect(await a.ask<SubmitReply>('submit', 1, someEntries(1, 2))).toEqual({ ok: true, last: 2 })
    expect(await b.ask<SubmitReply>('submit', 1, someEntries(3, 1))).toEqual({ ok: true, last: 1 })
    for (const client of [a, b])
      for (let seq = 0; seq < 3;) {
        for (const { base, count } of (await client.next('l')).map(batchOf)) {
          expect(base).toBe(seq + 1)
          seq += count
        }
      }
    a.close()
    b.close()
  }
})

test('states and leases of boards on every master', async () => {
  const boards = await boardsEverywhere()
  const states = await one.log.states([...boards.map(({ id }) => id), 'nowhere'])
  expect([...states.keys()].sort()).toEqual(boards.map(({ id }) => id).sort())
  await one.log.keepHot(boards.map(({ id }) => id))
  expect((await one.app.http.inject('/readyz')).statusCode).toBe(200)
})

async function draw(client: BoardClient): Promise<void> {
  const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
  const id = elementId(crypto.getRandomValues(new Uint8Array(16)))
  client.submit([createElement(rectangle({ id, index: 'a0', box }))])
  await client.saved()
}

test('a master dies and its replica takes its place: people on its boards go on, on both instances', async () => {
  const board = await one.makeBoard()
  const open = ({ url }: Instance) => openBoard({ url, boardId: board.id, key: board.keys.editor })
  const [a, b] = await Promise.all([open(one), open(two)])
  const bothHave = (count: number) =>
    until(
      () => [a, b].every(({ elements, status }) => elements.length === count && status.connection === 'live'),
      () => [a, b].map(({ elements, status }) => `${elements.length} ${status.connection}`).join(', '),
      30_000,
    )
  try {
    await draw(a)
    await draw(b)
    await bothHave(2)
    const master = await redis.masterOf(`{${board.id}}:m`)
    await master.kill()
    await Promise.all([draw(a), draw(b)])
    await bothHave(4)
    expect((await redis.masterOf(`{${board.id}}:m`)).port).not.toBe(master.port)
    // Live again: not only what the heads tell of.
    await draw(a)
    await bothHave(5)
    expect(a.hash()).toBe(b.hash())
    await master.restart()
    await redis.whole()
  } finally {
    a.close()
    b.close()
  }
}, 60_000)
