import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { boardOfNamespace, defaultLimits } from '@drawbridge/protocol'
import { until } from '@drawbridge/testkit'
import { Server } from 'socket.io'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RawClient } from '../testing/raw-client.ts'
import { openNamespace } from './fan-out.ts'
import { SharedReads } from './shared-reads.ts'
import { HostedBoards } from './hosted-boards.ts'
import type { BoardServer } from './sockets.ts'

/** Also with middleware that takes its time: today's is synchronous, and nothing would say so if it stopped being. */
let io: BoardServer
const read = () => Promise.reject(new Error('nothing is read here'))

let boards: HostedBoards
let url: string
let delays = 0

beforeEach(async () => {
  const http = createServer()
  io = new Server(http)
  const parent = io.of((name, _auth, next) => next(null, boardOfNamespace(name) !== undefined))
  parent.use((_socket, next) => setTimeout(next, delays++ % 7))
  boards = new HostedBoards(io, parent, {
    linger: 0,
    limits: defaultLimits,
    log: { read, state: read },
    reads: new SharedReads({ read }),
    rhythm: () => ({ tick: 0, pace: 0 }),
    append: () => Promise.reject(new Error('nothing is appended here')),
    others: undefined,
    gone: () => {},
  })
  parent.on('connection', (socket) => {
    socket.on('disconnect', () => boards.maybeEmpty(boardOfNamespace(socket.nsp.name) ?? ''))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})

afterEach(async () => {
  boards.close()
  await io.close()
})

async function join(board: string): Promise<RawClient> {
  const client = await RawClient.open(url)
  expect(await client.join(board, {})).toBeUndefined()
  return client
}

test('people who come while a board is let go are on the same board', async () => {
  for (let round = 0; round < 60; round++) {
    const leaving = await join('board')
    const coming = [join('board'), join('board')]
    leaving.close()
    const [a, b] = await Promise.all(coming)
    expect(openNamespace(io, 'board')).toBe(boards.get('board')?.namespace)
    boards.get('board')?.namespace.local.emit('head', 'epoch', round, '')
    expect(await a?.next('head')).toEqual(['epoch', round, ''])
    expect(await b?.next('head')).toEqual(['epoch', round, ''])
    a?.close()
    b?.close()
  }
})

test('a board that nobody got into is let go as well', async () => {
  const client = await RawClient.open(url)
  const joined = client.join('board', {})
  client.close()
  void joined
  await until(
    () => boards.size === 0,
    () => 'the board is let go',
  )
})
