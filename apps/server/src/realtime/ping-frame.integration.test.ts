import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { sharePingFrame } from './ping-frame.ts'
import type { BoardServer } from './sockets.ts'

test('a shared ping arrives as any other, again and again', async () => {
  const http = createServer()
  const io: BoardServer = new Server(http, { pingInterval: 50, pingTimeout: 2000 })
  sharePingFrame(io)
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const { port } = http.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  try {
    const came: unknown[] = []
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('close', () => reject(new Error('closed')))
      socket.addEventListener('message', ({ data }) => {
        if (String(data).startsWith('0')) return
        came.push(data)
        if (came.length === 3) resolve()
        else socket.send('3')
      })
    })
    expect(came).toEqual(['2', '2', '2'])
  } finally {
    socket.close()
    await io.close()
  }
})
