import { createElement, elementId, extendStroke, Ink, stroke } from '@drawbridge/board'
import type { BoardClient } from '@drawbridge/client'
import { createBoard, openBoard } from '@drawbridge/client'
import type { Cluster, ServerProcess } from '@drawbridge/testkit'
import { randomBytes, seededRandom, startCluster, until } from '@drawbridge/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const people = 24
const drawers = 6
const strokesOfEach = 4
const pointsOfEach = 25

let cluster: Cluster
const clients: BoardClient[] = []

beforeAll(async () => {
  cluster = await startCluster()
})

afterAll(async () => {
  for (const client of clients) client.close()
  await cluster.stop()
})

/** How many connections an instance has, by its own count. */
async function connectionsOf({ url }: ServerProcess): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const [, count] = /^drawbridge_connections(?:\{.*\})? (\d+)$/m.exec(metrics) ?? []
  if (count === undefined) throw new Error(`no count of connections in:\n${metrics}`)
  return Number(count)
}

const connections = () => Promise.all(cluster.servers.map(connectionsOf))

test('a board with more people than its instance may have spills over, and everyone still has all of it in one order', async () => {
  const { id: boardId, keys } = await createBoard({ url: cluster.url, title: 'Crowded' })
  for (let i = 0; i < people; i++)
    clients.push(await openBoard({ url: cluster.url, boardId, key: keys.editor, name: `person ${i}` }))

  // The balancer's bound: half as many again as the average. Without it all would be where the board's hash leads.
  const counts = await connections()
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(people)
  expect(Math.max(...counts)).toBeLessThanOrEqual(Math.ceil((people / cluster.servers.length) * 1.5))
  expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1)

  const random = seededRandom(24)
  await Promise.all(
    // Whoever came last is on another instance than who came first.
    [...clients.slice(0, drawers / 2), ...clients.slice(-drawers / 2)].map(async (client) => {
      for (let n = 0; n < strokesOfEach; n++) {
        const id = elementId(randomBytes(random, 16))
        const at = () => ({ x: random() * 1000, y: random() * 1000 })
        const empty = stroke({ id, index: `a${n}`, points: [at()] })
        client.submit([createElement(empty)])
        for (let length = 1; length < pointsOfEach; length++) {
          client.submit([extendStroke(id, length, Ink.from([at()], empty.ink.grid))])
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
      }
      await client.saved()
    }),
  )
  await until(
    () => clients.every((client) => client.elements.length === drawers * strokesOfEach),
    () => `everyone has all strokes: ${clients.map(({ elements }) => elements.length)}`,
  )
  const hashes = () => new Set(clients.map((client) => client.hash()))
  await until(
    () => hashes().size === 1,
    () => `all are equal: ${[...hashes()]}`,
  )
  for (const { elements } of clients)
    for (const element of elements)
      expect(element).toMatchObject({ type: 'stroke', ink: { length: pointsOfEach } })
  // Nobody had to be led elsewhere for it.
  expect(await connections()).toEqual(counts)
})
