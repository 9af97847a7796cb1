import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

const sockets = new Set<Socket>()
let read = 0
let written = 0

// Of every TCP connection that this thread opens, whoever opens it: so framing and handshakes are counted as they are.
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket }
  sockets.add(socket)
  socket.on('close', () => {
    sockets.delete(socket)
    read += socket.bytesRead
    written += socket.bytesWritten
  })
})

/** Bytes that crossed the sockets of this thread so far, above TCP. Must be loaded before the first one is opened. */
export function socketBytes(): { readonly read: number; readonly written: number } {
  let [nowRead, nowWritten] = [read, written]
  for (const socket of sockets) {
    nowRead += socket.bytesRead
    nowWritten += socket.bytesWritten
  }
  return { read: nowRead, written: nowWritten }
}
