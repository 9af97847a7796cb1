import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { namespaceOf } from '@drawbridge/protocol'
import type { ServerToClientEvents } from '@drawbridge/protocol'
import { startRedis } from '@drawbridge/testkit'
import { createShardedAdapter } from '@socket.io/redis-adapter'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { afterEach, expect, test, vi } from 'vitest'
import { batchOf } from '../testing/entries.ts'
import { adapterChannel } from './adapter-message.ts'
import { connectRedis } from './redis-connection.ts'
import { openRedisLog } from './redis-log.ts'

const adapterPrefix = 'drawbridge-test'
const board = 'b-o_ard1'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
})

/** What a batch of entries that nobody can read tells. */
function told(text: string): [seq: number, entry: string][] {
  return batchOf(text).groups.flatMap(({ seq, parts }) =>
    parts.map((part, i): [number, string] => {
      if (part.type !== 'record') throw new Error(`entry ${seq + i} is told by another`)
      return [seq + i, Buffer.from(part.text, 'base64url').toString()]
    }),
  )
}

test('entries appended through the log reach clients of every instance, in log order, once', async () => {
  const store = await startRedis()
  cleanUps.push(() => store.stop())
  const connection = () => {
    const redis = connectRedis(store.url, () => {})
    cleanUps.push(async () => {
      // Adapters that close unsubscribe without waiting; nobody would catch it if that were cut off.
      await redis.ping()
      redis.disconnect()
    })
    return redis
  }

  const instances = await Promise.all(
    [1, 2].map(async () => {
      const http = createServer()
      const server = new Server(http, {
        transports: ['websocket'],
        adapter: createShardedAdapter(connection(), connection(), {
          subscriptionMode: 'static',
          channelPrefix: adapterPrefix,
        }),
      })
      server.of(/^\/b\//)
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
      cleanUps.push(() => server.close())
      return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    }),
  )
  const received = await Promise.all(
    [...instances, ...instances].map(async (url) => {
      const socket: Socket<ServerToClientEvents> = io(`${url}${namespaceOf(board)}`, {
        transports: ['websocket'],
        forceNew: true,
      })
      cleanUps.push(() => socket.disconnect())
      const events: [seq: number, entry: string][] = []
      socket.on('l', (...batches) => events.push(...batches.flatMap(told)))
      await new Promise<void>((resolve) => socket.on('connect', resolve))
      return events
    }),
  )
  const redis = connection()
  const channel = adapterChannel(adapterPrefix, board)
  await vi.waitFor(async () =>
    expect(await redis.call('PUBSUB', 'SHARDNUMSUB', channel)).toEqual([channel, instances.length]),
  )

  const logs = [redis, connection()].map((client) => openRedisLog({ redis: client, adapterPrefix }))
  await logs[0]?.createBoard(board, {
    title: '',
    keyHashes: { viewer: 'v', editor: 'e', owner: 'o' },
    createdAt: 1,
  })
  await Promise.all(
    logs.map(async (log, i) => {
      for (let n = 1; n <= 30; n += 2) {
        const entries = [n, n + 1].map((m) => Buffer.from(`client-${i}:${m}`))
        const group = { client: `client-${i}`, first: n, entries }
        await log.append(board, [group, group])
      }
    }),
  )

  const { base, entries } = (await logs[0]?.read(board, 0, 1e6)) ?? { base: 0, entries: [] }
  expect(entries).toHaveLength(60)
  const logged = entries.map((bytes, i) => [base + i, bytes.toString()])
  for (const events of received) {
    await vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(logged.length))
    expect(events).toEqual(logged)
  }
})
