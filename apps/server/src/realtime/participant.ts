import { randomBytes } from 'node:crypto'
import type { Peer, PresenceState } from '@drawbridge/protocol'
import type { BoardSocket } from './sockets.ts'

/** Tells the aliases of one instance from those of the others. */
const instance = randomBytes(3).toString('base64url').slice(0, 3)
let count = 0

/** One connection as the others on the board see it. */
export class Participant {
  readonly socket: BoardSocket
  /** Short, and its own on the board: names it in what is told often. */
  readonly alias = instance + (count++).toString(36)
  /** Milliseconds of `performance.now`. */
  readonly joinedAt = performance.now()
  state: PresenceState = {}

  constructor(socket: BoardSocket) {
    this.socket = socket
  }

  get client(): string {
    return this.socket.data.client
  }

  get peer(): Peer {
    const { client, access } = this.socket.data
    return { ...this.state, client, name: this.state.name || access.name, role: access.role }
  }
}
