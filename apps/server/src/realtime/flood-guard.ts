import type { Limits } from '@drawbridge/protocol'
import type { BoardServer } from './sockets.ts'
import { TokenBucket } from '../access/token-bucket.ts'

/** A client has one board open; the rest is room for one that changes boards over the same socket. */
const maxNamespaces = 4
/** Whoever keeps to the limits that the server announces, or a little more, is slowed down long before this cuts it off. */
const leniency = 2

/** The part of an Engine.IO socket that is used here. */
interface RawConnection {
  on(event: 'packet', listener: (packet: { readonly type: string; readonly data?: unknown }) => void): void
  close(discard?: boolean): void
}

/**
 * Closes sockets that flood us. It looks at raw packets, because a namespace exists, with all that it costs, before any
 * middleware is asked.
 */
export function guardAgainstFloods(io: BoardServer, limits: Limits): void {
  io.engine.on('connection', (connection: RawConnection) => {
    const bucket = new TokenBucket(
      limits.messagesPerSecond * leniency,
      limits.messagesPerSecond * limits.burst * leniency,
      performance.now(),
    )
    let namespaces = 0
    connection.on('packet', ({ type, data }) => {
      if (type !== 'message') return
      const isConnect = typeof data === 'string' && data.startsWith('0')
      if (isConnect) namespaces++
      if (namespaces > maxNamespaces || bucket.take(1, performance.now()) > 0) connection.close(true)
    })
  })
}
