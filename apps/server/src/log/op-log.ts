import type { Role } from '@drawbridge/protocol'

/** Entries that one client submitted together, encoded, numbered first, first + 1, … by the client's own count. */
export interface EntryGroup {
  readonly client: string
  readonly first: number
  readonly entries: readonly Uint8Array[]
}

export interface Appended {
  /** For each group: the highest `n` of its client that is stored. Less than the group's first: entries before it are missing, nothing of it was stored. */
  readonly last: readonly number[]
  readonly head: number
}

/** Where a board's log stands, all read at one moment. */
export interface LogState {
  readonly epoch: string
  readonly head: number
  /** `markOf` the entry at `head`; empty at 0. */
  readonly mark: string
  /** Seq of the newest snapshot; 0 when there is none. */
  readonly snapshot: number
}

export interface LogRange extends LogState {
  /** Seq of the first of `entries`. */
  readonly base: number
  readonly entries: readonly Uint8Array[]
  /** The highest `n` stored of the client that was asked for; 0 for one that never submitted. */
  readonly last: number
}

export interface Snapshot {
  readonly epoch: string
  readonly seq: number
  readonly bytes: Uint8Array
}

export interface BoardMetadata {
  readonly title: string
  /** SHA-256 of each key, hex. */
  readonly keyHashes: Readonly<Record<Role, string>>
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/**
 * The ordered logs of all boards, and what must live beside them. It never knows who is connected.
 *
 * Whatever resolves is stored for good: `append` resolves after the entries would survive a crash, and before that
 * nobody is told of them. Every method rejects with a DrawbridgeError: BOARD_NOT_FOUND for a board that was never
 * created, LOG_UNAVAILABLE (after the implementation's own deadline, never later) when the store cannot be reached;
 * the outcome of an append that was rejected so is unknown, and the same append may be repeated.
 */
export interface OpLog {
  /** Atomic; BAD_REQUEST, and nothing changed, when there is a board with this id already. */
  createBoard(board: string, metadata: BoardMetadata): Promise<void>
  /** `updatedAt`: when the last entry was stored; the time of creation before that. */
  metadata(board: string): Promise<BoardMetadata & { readonly updatedAt: number }>

  /**
   * Stores each group, in the order given, in one atomic step: an entry whose `n` is stored already is skipped, and a
   * group that starts after its client's next `n` is not stored at all. Gives seqs without holes and hands the stored
   * entries to the fan-out in seq order.
   */
  append(board: string, groups: readonly EntryGroup[]): Promise<Appended>

  /**
   * Entries after a seq (null: after the newest snapshot), at most `maxBytes` of them (but at least one, if there is one),
   * and how far a client has got: all of one moment. Pitfall: use the returned `base`, never the head you remember.
   */
  read(board: string, after: number | null, maxBytes: number, client?: string): Promise<LogRange>

  state(board: string): Promise<LogState>
  /** Like `state` for many boards in one round trip; boards that do not exist are left out. */
  states(boards: readonly string[]): Promise<ReadonlyMap<string, LogState>>

  /** The newest snapshot; undefined when there is none. */
  snapshot(board: string): Promise<Snapshot | undefined>
  /** False, and nothing stored, when the epoch is another, the log does not go that far, or there is a snapshot at this seq or later. */
  saveSnapshot(board: string, snapshot: Snapshot): Promise<boolean>

  /**
   * Moves old entries into the compressed history, from where `read` brings them like any other. They go there in pieces
   * of a certain size; what is too little for one stays.
   * @param keep how many entries before the newest snapshot stay, unless they are large: who was away for that long is served
   * quickest
   * @returns how many pieces were moved
   */
  compact(board: string, keep: number): Promise<number>
  /** Says that connections of this instance are on these boards: to be repeated every 20 seconds. */
  keepHot(boards: readonly string[]): Promise<void>

  /** A secret that all instances on this store share; made on first use from `proposal`. */
  secret(proposal: string): Promise<string>
  /** Resolves when the store answers. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Told of entries in seq order once they are stored: `base` is the seq of the first. */
export type FanOut = (board: string, base: number, entries: readonly Uint8Array[]) => void

/** A log that can put boards that nobody uses where they cost less. Any call for such a board brings it back. */
export interface Freezer {
  /** True for one of all instances that ask within this time. Milliseconds. */
  claimSweep(everyMs: number): Promise<boolean>
  /** Boards that nobody is on and that were last changed before `since` (milliseconds since 1970). */
  idle(since: number): AsyncIterable<string>
  /**
   * Puts the board away. `gone`: it is away, or never was; `large`: not before its tail is shorter (see `snapshot` and `compact`); `in use`: somebody came, or
   * changed it meanwhile; `older`: the cold copy goes on in another way from an earlier entry, so this log lost entries and keeps what it has.
   */
  freeze(board: string): Promise<'frozen' | 'gone' | 'large' | 'in use' | 'older'>
  /** How many boards were brought back, since the log was opened. */
  readonly thawed: number
}
