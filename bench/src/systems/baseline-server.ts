import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

/*
 * What benchmarks compare with: a bare server that keeps nothing, gives no order and sends what came in to everyone, as
 * one string for each sample or, with a tick, for all of a tick. The least that a whiteboard on that library can spend.
 * Arguments: `socketio` or `ws`, and the tick in milliseconds; 0 for none.
 */
type Broadcast = (points: string) => void

function broadcastWithSocketIo(http: HttpServer, received: Broadcast): Broadcast {
  const io = new Server(http, { perMessageDeflate: false, serveClient: false })
  io.on('connection', (socket) => {
    socket.on('points', received)
  })
  return (points) => void io.emit('points', points)
}

function broadcastWithWs(http: HttpServer, received: Broadcast): Broadcast {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  http.on('upgrade', (request: IncomingMessage, socket, head) => {
    server.handleUpgrade(request, socket, head, (client) => {
      client.on('message', (data: Buffer) => received(data.toString('latin1')))
    })
  })
  return (points) => {
    for (const client of server.clients) client.send(points)
  }
}

const [kind = '', tick = '0'] = process.argv.slice(2)
const http = createServer((_request, response) => response.end())
let waiting = ''
const broadcast = (kind === 'ws' ? broadcastWithWs : broadcastWithSocketIo)(http, (points) => {
  if (tick === '0') broadcast(points)
  else waiting += points
})
if (tick !== '0')
  setInterval(() => {
    if (waiting === '') return
    broadcast(waiting)
    waiting = ''
  }, Number(tick))
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.stdout.write(`port ${address.port}\n`)
})
