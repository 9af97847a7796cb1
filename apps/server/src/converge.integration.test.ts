import type { Operation } from '@drawbridge/board'
import {
  createElement,
  deleteElement,
  elementId,
  extendStroke,
  indexBetween,
  Ink,
  rectangle,
  stroke,
  updateElement,
} from '@drawbridge/board'
import type { BoardClient, CreatedBoard } from '@drawbridge/client'
import { createBoard, openBoard } from '@drawbridge/client'
import type { Cluster } from '@drawbridge/testkit'
import { randomBytes, seededRandom, startCluster, startServer, until } from '@drawbridge/testkit'
import { afterEach, expect, test } from 'vitest'

const boardCount = 3
const clientsPerBoard = 4
const entryCount = 2000

function nextOperation(board: BoardClient, random: () => number): Operation {
  const id = elementId(randomBytes(random, 16))
  const { elements } = board
  const element = elements[Math.floor(random() * elements.length)]
  const index = indexBetween(elements.at(-1)?.index ?? null, null, random())
  const dice = random()
  if (!element || dice < 0.2)
    return createElement(stroke({ id, index, points: [{ x: random() * 1000, y: random() * 1000 }] }))
  if (dice < 0.3)
    return createElement(rectangle({ id, index, box: { minX: 0, minY: 0, maxX: 40, maxY: 30 } }))
  if (dice < 0.35) return deleteElement(element.id)
  if (element.type === 'stroke')
    return extendStroke(
      element.id,
      element.ink.length,
      Ink.from([{ x: random() * 50, y: random() * 50 }], element.ink.grid),
    )
  return updateElement(element.id, { x: Math.floor(random() * 500), color: 'blue' })
}

interface Work {
  readonly created: CreatedBoard
  readonly clients: BoardClient[]
}

/** A board's entries by client, as the log has them, in order. */
async function numbersInLog(url: string, { created }: Work): Promise<Map<string, number[]>> {
  const token = await tokenOf(url, created)
  const numbers = new Map<string, number[]>()
  let after = 0
  for (;;) {
    const answer = await fetch(`${url}/api/boards/${created.id}/entries?after=${after}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { entries } = (await answer.json()) as { entries: { seq: number; client: string; n: number }[] }
    for (const { seq, client, n } of entries) {
      expect(seq).toBe(++after)
      numbers.set(client, [...(numbers.get(client) ?? []), n])
    }
    if (entries.length === 0) return numbers
  }
}

async function tokenOf(url: string, { id, keys }: CreatedBoard): Promise<string> {
  const answer = await fetch(`${url}/api/boards/${id}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: keys.viewer }),
  })
  return ((await answer.json()) as { token: string }).token
}

async function documentHash(url: string, work: Work): Promise<string> {
  const token = await tokenOf(url, work.created)
  const answer = await fetch(`${url}/api/boards/${work.created.id}/document`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return ((await answer.json()) as { hash: string }).hash
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Twelve clients on three boards submit 2,000 entries in all, while `disturb` does what it does; then everything must agree. */
async function drawTogether(
  urls: readonly [string, ...string[]],
  disturb: (done: number) => Promise<unknown> | undefined,
): Promise<void> {
  const [url] = urls
  const random = seededRandom(2026)
  const works: Work[] = []
  for (let i = 0; i < boardCount; i++) {
    const created = await createBoard({ url, title: `Board ${i}` })
    const clients = await Promise.all(
      Array.from({ length: clientsPerBoard }, (_, k) =>
        openBoard({
          url: urls[k % urls.length] ?? url,
          boardId: created.id,
          key: created.keys.editor,
          name: `client ${k}`,
        }),
      ),
    )
    closers.push(() => clients.forEach((client) => client.close()))
    works.push({ created, clients })
  }
  const everyone = works.flatMap(({ clients }) => clients)
  const submitted = new Map<BoardClient, number>()
  const disturbances: Promise<unknown>[] = []
  for (let i = 0; i < entryCount; i++) {
    const client = everyone[Math.floor(random() * everyone.length)] as BoardClient
    submitted.set(client, client.submit([nextOperation(client, random)]))
    // Lets sockets be read: a loop that never ends a turn would hear of nothing.
    if (i % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    // Not waited for: drawing goes on while a server is away.
    const disturbance = disturb(i)
    if (disturbance) disturbances.push(disturbance)
  }
  await Promise.all(disturbances)
  await Promise.all(everyone.map((client) => client.saved()))

  for (const work of works) {
    const hash = await documentHash(url, work)
    await until(
      () => work.clients.every((client) => client.status.connection === 'live' && client.hash() === hash),
      () => `all of ${work.clients.map((client) => client.hash())} are ${hash}`,
    )
    const numbers = await numbersInLog(url, work)
    for (const client of work.clients) {
      const count = submitted.get(client) ?? 0
      expect(numbers.get(client.clientId) ?? []).toEqual(Array.from({ length: count }, (_, i) => i + 1))
    }
  }
}

/** The balancer brings a board's clients to one instance where it can; so most go straight to theirs, each to another. */
const addresses = (cluster: Cluster): [string, ...string[]] => [
  cluster.url,
  ...cluster.servers.map((server) => server.url),
]

const undisturbed = () => undefined

test('one instance on SQLite: every client equals the log, which has every entry once', async () => {
  const server = await startServer()
  closers.push(() => server.stop())
  await drawTogether([server.url], undisturbed)
})

test('three instances on Redis behind HAProxy: every client equals the log, which has every entry once', async () => {
  const cluster = await startCluster()
  closers.push(() => cluster.stop())
  await drawTogether(addresses(cluster), undisturbed)
})

test('one instance on SQLite, killed with -9 on the way: nothing acknowledged is missing', async () => {
  const server = await startServer()
  closers.push(() => server.stop())
  await drawTogether([server.url], (done) => (done === entryCount / 2 ? server.restart() : undefined))
})

test('three instances on Redis, two killed with -9 on the way: nothing acknowledged is missing', async () => {
  const cluster = await startCluster()
  closers.push(() => cluster.stop())
  await drawTogether(addresses(cluster), (done) => {
    if (done === 500) return cluster.servers[0]?.restart()
    if (done === 1200) return cluster.servers[1]?.restart()
    return undefined
  })
})
