import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:http'
import type { Socket } from 'node:net'
import { createElement, elementId, indexBetween, rectangle } from '@drawbridge/board'
import { createBoard, openBoard } from '@drawbridge/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cluster } from './cluster.ts'
import { startCluster } from './cluster.ts'
import { until } from './guarded-process.ts'
import { instanceCookie } from './haproxy.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

const socketAddress = (query: string) => `${cluster.url}/socket.io/?EIO=4&${query}`

/** Opens a WebSocket by hand, as its answer is what tells the instance. */
async function openWebSocket(board: string): Promise<{ instance: string; socket: Socket }> {
  const request = get(socketAddress(`transport=websocket&b=${board}`), {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    },
  })
  const [answer, socket] = (await once(request, 'upgrade')) as [IncomingMessage, Socket]
  const cookie = answer.headers['set-cookie']?.find((value) => value.startsWith(`${instanceCookie}=`))
  return { instance: cookie?.slice(instanceCookie.length + 1).split(';')[0] ?? '', socket }
}

test('a crowded board spreads over instances', async () => {
  const opened = []
  for (let i = 0; i < 9; i++) opened.push(await openWebSocket('crowded'))
  const instances = opened.map(({ instance }) => instance)
  for (const { socket } of opened) socket.destroy()
  for (const instance of instances) expect(instance).toMatch(/^instance[123]$/)
  expect(new Set(instances).size).toBeGreaterThan(1)
})

test('long-polling without cookies keeps to its instance, however many there are on the board', async () => {
  const { id, keys } = await createBoard({ url: cluster.url, title: 'Polled' })
  const clients = await Promise.all(
    Array.from({ length: 6 }, () =>
      openBoard({ url: cluster.url, boardId: id, key: keys.editor, transports: ['polling'] }),
    ),
  )
  try {
    for (const [i, client] of clients.entries()) {
      const box = { minX: 0, minY: 0, maxX: 10 + i, maxY: 10 }
      const element = elementId(Uint8Array.from({ length: 16 }, () => i))
      client.submit([createElement(rectangle({ id: element, index: indexBetween(null, null, i / 10), box }))])
    }
    await Promise.all(clients.map((client) => client.saved()))
    await until(
      () => clients.every((client) => client.elements.length === clients.length),
      () => `all have ${clients.length}: ${clients.map(({ elements }) => elements.length)}`,
    )
    expect(new Set(clients.map((client) => client.hash())).size).toBe(1)
  } finally {
    for (const client of clients) client.close()
  }
})

test('long-polling that names no board is held by its cookie', async () => {
  const opened = await fetch(socketAddress('transport=polling'))
  const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string }
  const cookies = opened.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  // Each round of three would reach another instance if it were dealt out in turn.
  for (let i = 0; i < 3; i++) {
    const answer = await fetch(socketAddress(`transport=polling&sid=${sid}`), {
      method: 'POST',
      headers: { cookie: cookies.join('; '), 'content-type': 'text/plain;charset=UTF-8' },
      body: '3',
    })
    expect(answer.status).toBe(200)
  }
})

test('metrics are closed to the outside', async () => {
  expect((await fetch(`${cluster.url}/metrics`)).status).toBe(404)
})

test('nobody notices an instance that has just died', async () => {
  await cluster.servers[0]?.kill()
  const statuses = new Set<number>()
  for (let i = 0; i < 30; i++) statuses.add((await fetch(`${cluster.url}/healthz`)).status)
  expect([...statuses]).toEqual([200])
  for (let i = 0; i < 8; i++) {
    const { socket } = await openWebSocket(`board${i}`)
    socket.destroy()
  }
})
