import type { WireError } from './errors.ts'
import type { Limits } from './limits.ts'

/** What a key or token allows, least first. */
export const roles = ['viewer', 'editor', 'owner'] as const
export type Role = (typeof roles)[number]

export function mayEdit(role: Role): boolean {
  return role !== 'viewer'
}

/** `auth` of the Socket.IO handshake of a board's namespace. */
export interface Handshake {
  readonly protocol: number
  /** From `POST /api/boards/:id/session`. */
  readonly token: string
  /** See `clientIdOf`. */
  readonly clientKey: string
  /** What the client already holds, when it comes back. */
  readonly have?: Held
  /** The client reads short packets (`parser`). */
  readonly short?: boolean
}

/** Consecutive entries: the first has seq `base`. Each is an encoded entry record as base64url. */
export interface EntryRange {
  readonly base: number
  readonly entries: readonly string[]
}

/** What a client holds of a board. */
export interface Held {
  readonly epoch: string
  readonly seq: number
  /** `markOf` the entry at `seq`; empty at 0, and where it is not known. */
  readonly mark: string
  /** Its highest `n` that the log is said to have stored. */
  readonly acknowledged: number
}

/**
 * First message on a connection: where the log stands, all read at one moment. What lies between what the client holds
 * and `head` is fetched with `read`.
 */
export interface Welcome {
  readonly protocol: number
  readonly clientId: string
  readonly role: Role
  readonly epoch: string
  readonly head: number
  /** `markOf` the entry at `head`; empty where it is not known. */
  readonly mark: string
  /** Whether `have` is a part of this log. If not, the client starts from the snapshot, or from nothing. */
  readonly continues: boolean
  /** Seq of the newest snapshot, to be fetched over HTTP; 0 when there is none. */
  readonly snapshot: number
  /** The highest `n` of this client that the log holds. */
  readonly last: number
  readonly limits: Limits
  /** See the event of that name. */
  readonly pace?: number
  /** The server reads short packets (`parser`). */
  readonly short?: boolean
  /** The entries after `have.seq` or after the snapshot, when they are few. */
  readonly tail?: EntryRange
}

export type SubmitReply =
  | { readonly ok: true; /** Everything up to this `n` is stored. */ readonly last: number }
  | {
      readonly ok: false
      readonly error: WireError
      /** Which entry of the submit is at fault, when one is. None of the submit was stored. */
      readonly at?: number
    }

export type ReadReply =
  | ({ readonly ok: true; readonly epoch: string; readonly head: number } & EntryRange)
  | { readonly ok: false; readonly error: WireError }

/** What a screen shows: a box in board units on a page (its element's id, or '' for the first page). */
export interface PeerView {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly page: string
}

/** Where a laser pointer was, in board units, and how long ago in milliseconds. */
export type LaserPoint = readonly [x: number, y: number, age: number]

/** What a client tells of itself; absent means none. Board units. Never logged. */
export interface PresenceState {
  readonly cursor?: { readonly x: number; readonly y: number }
  readonly selection?: readonly string[]
  readonly view?: PeerView
  /** The client whose view is followed. */
  readonly following?: string
  /** Everyone is invited to follow. */
  readonly presenting?: boolean
  /** The trail of a laser pointer, oldest first; at most `mostLaserPoints`. */
  readonly laser?: readonly LaserPoint[]
  /** The person has done nothing here for a while, or looks at something else. */
  readonly idle?: boolean
  readonly tool?: string
  readonly color?: string
  /** What this person wants to be called; without it, what the token says. */
  readonly name?: string
}

/** Another connection on the board, as everyone sees it. */
export interface Peer extends PresenceState {
  /** Names one connection: two tabs of one person are two peers. */
  readonly client: string
  readonly name: string
  readonly role: Role
}

/**
 * What became of the others on the board since the last update; what has not changed is left out. `gone` comes before the
 * rest: whoever is in both has come back. An alias names a connection in what is told often, from when it was told of whole;
 * what is said of one that is not known means nothing.
 */
export interface PresenceUpdate {
  /** Client ids. */
  readonly gone?: readonly string[]
  /** Who came or changed, whole. */
  readonly peers?: readonly (readonly [alias: string, peer: Peer])[]
  /** Alias, x and y of each cursor that moved, one after another. Board units. */
  readonly cursors?: readonly (string | number)[]
  /** Aliases of those who are still there: nobody else is after 30 s without a word of them. */
  readonly alive?: readonly string[]
}

export interface ClientToServerEvents {
  /** `entries[i]` holds the encoded operations, as base64url, of this client's entry `first + i`. */
  submit: (first: number, entries: readonly string[], reply: (reply: SubmitReply) => void) => void
  /**
   * Entries that only go on with the stroke that this client's entry before them, the last one that this connection
   * brought, began or extended (`composeGrowth`). Without an answer where all of it is stored: it comes back live.
   */
  g: (growth: string) => void
  /**
   * Entries after a seq, as many as fit one message. LOG_REPLACED when the log holds another entry at that seq than the
   * client: `mark` is `markOf` its own, empty at 0 and where it is not known.
   */
  read: (after: number, mark: string, reply: (reply: ReadReply) => void) => void
  /** All that the client tells of itself. */
  presence: (state: PresenceState) => void
  /** Only the cursor has moved. Board units. */
  cursor: (x: number, y: number) => void
}

export interface ServerToClientEvents {
  welcome: (welcome: Welcome) => void
  /** What appends stored, for everyone: a live batch (`parseBatch`) for each of them. Short, because it is sent most. */
  l: (...batches: string[]) => void
  /** How far the log goes, with `markOf` the entry at `seq` (empty where it is not known): whoever lacks something reads it. */
  head: (epoch: string, seq: number, mark: string) => void
  presence: (update: PresenceUpdate) => void
  /** What became of the growth whose first entry has this `n`, where not all of it was stored. */
  answer: (first: number, reply: SubmitReply) => void
  /** To submit more often than this, in milliseconds, would only cost. */
  pace: (milliseconds: number) => void
  /**
   * The log may have been replaced by an older copy of itself: the client forgets entries that came ahead of their turn
   * and says what it holds. If that is no part of the log any more, the server ends the connection.
   */
  verify: (reply: (held: Held) => void) => void
}
