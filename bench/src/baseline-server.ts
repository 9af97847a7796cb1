import { createServer } from 'node:http'
import { Server } from 'socket.io'

/*
 * What the ink benchmark compares with: a bare Socket.IO server that keeps nothing, gives no order and broadcasts what
 * came in as one string per 16 ms tick. The least that a Socket.IO whiteboard can spend.
 */
const http = createServer()
const io = new Server(http, { perMessageDeflate: false, serveClient: false })
let waiting: string[] = []

io.on('connection', (socket) => {
  socket.on('points', (points: string) => waiting.push(points))
})
setInterval(() => {
  if (waiting.length === 0) return
  io.emit('points', waiting.join('|'))
  waiting = []
}, 16)
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.stdout.write(`port ${address.port}\n`)
})
