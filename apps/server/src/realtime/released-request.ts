import type { BoardSocket } from './sockets.ts'

/** What Socket.IO looks for in a request when a connection joins a namespace. */
const nothing = { headers: {}, connection: {}, url: '', _query: {} }

/**
 * Lets go of the request that a connection began with, and of what it showed at the handshake: Socket.IO keeps both as
 * long as the connection lasts, and with many connections that is a fifth of what they weigh.
 */
export function releaseRequest(socket: BoardSocket): void {
  const conn = socket.conn as unknown as { request: unknown }
  conn.request = nothing
  const held = socket as unknown as { handshake: unknown }
  held.handshake = { ...nothing, query: {}, auth: {} }
}
