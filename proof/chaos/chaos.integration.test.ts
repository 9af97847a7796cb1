import { createElement, elementId, rectangle } from '@drawbridge/board'
import { createBoard } from '@drawbridge/client'
import type { RedisProcess, ServerProcess, TcpProxy } from '@drawbridge/testkit'
import { startRedis, startServer, startTcpProxy, until } from '@drawbridge/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RecordedBoard } from '../clients/judge.ts'
import { historiesOf, judge, settled } from '../clients/judge.ts'
import { RecordedClient } from '../clients/recorded-client.ts'
import { runChaos } from './chaos.ts'

test('twelve clients draw for fifteen seconds while links, instances and Redis fail: nothing is lost, doubled or out of order', async () => {
  const { violations, errors, pace, disturbances } = await runChaos({ seed: 1, seconds: 15, perSecond: 300 })
  expect(violations).toEqual([])
  expect(errors).toEqual([])
  expect(pace.done).toBeGreaterThan(0)
  expect([disturbances['Redis kill'], disturbances['PostgreSQL kill']]).toEqual([1, 1])
})

describe('one who only watches, on the instance whose link fails', () => {
  let redis: RedisProcess
  let link: TcpProxy
  let servers: [ServerProcess, ServerProcess]
  let reader: RecordedClient
  let writer: RecordedClient
  let board: RecordedBoard

  beforeEach(async () => {
    redis = await startRedis()
    link = await startTcpProxy(redis.port)
    servers = await Promise.all([
      startServer({ env: { DRAWBRIDGE_REDIS_URL: `redis://127.0.0.1:${link.port}` } }),
      startServer({ env: { DRAWBRIDGE_REDIS_URL: redis.url } }),
    ])
    const created = await createBoard({ url: servers[1].url })
    const open = (name: string, { url }: ServerProcess) =>
      RecordedClient.open(name, { url, boardId: created.id, key: created.keys.editor })
    reader = await open('reader', servers[0])
    writer = await open('writer', servers[1])
    board = { created, clients: [reader, writer] }
    write(10)
    await seen(10)
  })

  afterEach(async () => {
    reader.board.close()
    writer.board.close()
    await Promise.all(servers.map((server) => server.stop()))
    await link.stop()
    await redis.stop()
  })

  function write(count: number, client = writer): void {
    for (let i = 0; i < count; i++) {
      const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 }
      const id = elementId(crypto.getRandomValues(new Uint8Array(16)))
      client.submit([createElement(rectangle({ id, index: 'a0', box }))])
    }
  }

  /** Returns how long the reader took to have that many. Milliseconds. */
  async function seen(count: number, within?: number): Promise<number> {
    const began = performance.now()
    await until(
      () => reader.board.seq >= count,
      () => `the reader has ${count}, not ${reader.board.seq}`,
      within,
    )
    return performance.now() - began
  }

  async function nothingIsWrong(): Promise<void> {
    await settled(servers[1].url, [board])
    expect(await judge(servers[1].url, [historiesOf(board)])).toEqual([])
  }

  test('cut while the last entries are written: gets them without any further traffic', async () => {
    link.cut()
    write(20)
    await writer.board.saved()
    expect(reader.board.seq).toBe(10)
    link.heal()
    await seen(30)
    await nothingIsWrong()
  })

  test('half-open for good: the instance notices and is repaired, without any further traffic', async () => {
    link.abandon()
    const connections = link.connections
    write(20)
    await writer.board.saved()
    // Two pings a second apart, two seconds for the answer; then it connects anew.
    await until(
      () => link.connections > connections,
      () => 'the instance connects anew',
      6000,
    )
    await seen(30, 6000)
    await nothingIsWrong()
  })

  test('half-open for good: what is submitted there is stored once', async () => {
    link.abandon()
    write(20, reader)
    await reader.board.saved()
    write(20)
    await seen(50)
    await nothingIsWrong()
  })

  test('half-open for a while: what was held back does no harm when it comes after all', async () => {
    link.stall()
    write(20)
    write(20, reader)
    await writer.board.saved()
    expect(reader.board.seq).toBe(10)
    link.heal()
    await seen(50)
    await nothingIsWrong()
  })
})
