import type { ClientToServerEvents, Handshake, ServerToClientEvents } from '@drawbridge/protocol'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Access } from '../access/tokens.ts'

/** What instances say to each other about a board's presence; it does not reach clients. */
export interface InstanceEvents {
  /** Tell everyone of these clients of yours; null: of all of them. */
  presenceWanted: (clients: readonly string[] | null) => void
}

/** What the handshake proved. */
export interface Admitted {
  readonly access: Access
  readonly client: string
  readonly have: Handshake['have']
}

export type BoardServer = Server<ClientToServerEvents, ServerToClientEvents, InstanceEvents, Admitted>
export type BoardNamespace = Namespace<ClientToServerEvents, ServerToClientEvents, InstanceEvents, Admitted>
export type BoardSocket = Socket<ClientToServerEvents, ServerToClientEvents, InstanceEvents, Admitted>
