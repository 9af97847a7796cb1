import type { IncomingMessage } from 'node:http'
import type { BoardServer, BoardSocket } from './sockets.ts'

/** What Socket.IO looks for in a request when a connection joins a namespace. */
const nothing = { headers: {}, connection: {}, url: '', _query: {} }

/** What Engine.IO answers an upgrade with: it listens for the end of its connection, so it lasts as long as that. */
interface UpgradeResponse {
  req: unknown
}

/** Of connections that have not joined a board yet. */
const responses = new WeakMap<object, UpgradeResponse>()

/** To be called before anyone connects: notes what holds on to the requests that `releaseRequest` is to let go of. */
export function noteResponses(io: BoardServer): void {
  io.engine.use((request: IncomingMessage, response: UpgradeResponse, next: () => void) => {
    if (request.headers.upgrade !== undefined) responses.set(request, response)
    next()
  })
}

/**
 * Lets go of the request that a connection began with, and of what it showed at the handshake: Socket.IO keeps both as
 * long as the connection lasts, and with many connections that is a fourth of what they weigh.
 */
export function releaseRequest(socket: BoardSocket): void {
  const conn = socket.conn as unknown as { request: object }
  const response = responses.get(conn.request)
  if (response) response.req = nothing
  conn.request = nothing
  const held = socket as unknown as { handshake: unknown }
  held.handshake = { ...nothing, query: {}, auth: {} }
}
