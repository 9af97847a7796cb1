import { createBoard, openBoard } from '@drawbridge/client'
import type { SubmitReply } from '@drawbridge/protocol'
import { startServer, until } from '@drawbridge/testkit'
import { afterEach, expect, test } from 'vitest'
import { rectangleNumber, someEntries } from './testing/entries.ts'
import type { Instance } from './testing/instance.ts'
import { clientKey, startInstance } from './testing/instance.ts'
import { RawClient } from './testing/raw-client.ts'

let instance: Instance | undefined
let stopped: Promise<void> | undefined

afterEach(async () => {
  await (stopped ?? instance?.stop())
  instance = undefined
  stopped = undefined
})

test('a stopping instance says so, stores and answers what it took, takes nobody new, and closes', async () => {
  const { url, app, makeBoard, handshake, log, stop } = (instance = await startInstance({
    settings: { DRAWBRIDGE_TICK_MS: '300' },
  }))
  const board = await makeBoard()
  const clients = await Promise.all(
    Array.from({ length: 5 }, async (_, i) => {
      const client = await RawClient.open(url)
      await client.join(board.id, handshake(board, 'editor', { clientKey: clientKey(`c${i}`) }))
      await client.next('welcome')
      return client
    }),
  )
  const [a, b] = clients
  if (!a || !b) throw new Error('there are no clients')
  expect((await a.ask<SubmitReply>('submit', 1, someEntries(1, 1))).ok).toBe(true)
  // The next append is a tick away: it is still waiting when the stop begins.
  const waiting = a.ask<SubmitReply>('submit', 2, someEntries(2, 1))
  await until(
    async () => (await b.ask<SubmitReply>('submit', 2, someEntries(9, 1))).ok,
    () => 'the submit of a has arrived',
  )
  const late = a.ask<SubmitReply>('submit', 3, someEntries(3, 1))
  await a.ask('read', 0, '')
  stopped = stop()
  expect((await app.http.inject('/readyz')).json()).toMatchObject({ error: { code: 'SHUTTING_DOWN' } })
  expect((await app.http.inject('/readyz')).statusCode).toBe(503)
  expect((await app.http.inject('/healthz')).statusCode).toBe(200)
  const newcomer = await RawClient.open(url)
  expect((await newcomer.join(board.id, handshake(board, 'editor')))?.data?.code).toBe('SHUTTING_DOWN')
  expect(await waiting).toEqual({ ok: true, last: 2 })
  expect(await late).toEqual({ ok: true, last: 3 })
  await Promise.all(clients.map(({ closed }) => closed))
  await stopped
  await expect(log.state(board.id)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
})

test('a restart loses nothing, and clients come back by themselves', async () => {
  const server = await startServer()
  try {
    const { id: boardId, keys } = await createBoard({ url: server.url })
    const board = await openBoard({ url: server.url, boardId, key: keys.editor, name: 'ann' })
    let number = 0
    const draw = setInterval(() => board.submit([rectangleNumber(++number)]), 5)
    await until(
      () => board.seq > 20,
      () => 'some are stored',
    )
    expect(await server.terminate()).toBe(0)
    await server.restart()
    await until(
      () => board.status.connection === 'live',
      () => 'the client is back',
    )
    clearInterval(draw)
    await board.saved()
    const reader = await openBoard({ url: server.url, boardId, key: keys.viewer, name: 'bob' })
    expect(reader.elements).toHaveLength(number)
    expect(reader.hash()).toBe(board.hash())
    board.close()
    reader.close()
  } finally {
    await server.stop()
  }
})
