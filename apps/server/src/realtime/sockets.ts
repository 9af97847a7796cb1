import type {
  ClientToServerEvents,
  Handshake,
  PresenceUpdate,
  ServerToClientEvents,
} from '@drawbridge/protocol'
import type { shortForm } from '@drawbridge/protocol/parser'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Access } from '../access/tokens.ts'

/** What instances say to each other about a board's presence. */
export interface InstanceEvents {
  /**
   * What is to be told to the people of other instances. A question wants to know of everyone there; the answer is for
   * those who came lately.
   */
  presence: (update: PresenceUpdate, kind: 'news' | 'question' | 'answer') => void
}

/** What the handshake proved. */
export interface Admitted {
  readonly access: Access
  readonly client: string
  readonly have: Handshake['have']
  /** It reads short packets. */
  readonly short: boolean
}

/** What is emitted: events under their own names, and under those of their short forms. */
type EmittedEvents = ServerToClientEvents & Record<typeof shortForm.l, ServerToClientEvents['l']>

export type BoardServer = Server<ClientToServerEvents, EmittedEvents, InstanceEvents, Admitted>
export type BoardNamespace = Namespace<ClientToServerEvents, EmittedEvents, InstanceEvents, Admitted>
export type BoardSocket = Socket<ClientToServerEvents, EmittedEvents, InstanceEvents, Admitted>
