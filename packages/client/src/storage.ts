import type { BoardTraits, StoredBoard, StoredChanges, StoredClient } from './core/stored.ts'

/** What is known of a board before the server is asked. */
export interface StoredView {
  /** Undefined when no tab has stored the board yet, or it is too large. */
  readonly board: StoredBoard | undefined
  /** For the key that was asked with; undefined when no server has ever let this key in. */
  readonly traits: BoardTraits | undefined
}

/**
 * One client's identity and what is stored of it. Whoever has this holds it: nobody else can until `release`, not even
 * another process. Every method rejects once that is no longer so.
 */
export interface HeldClient {
  readonly clientKey: string
  /** The board's key that its entries were made with. */
  readonly key: string
  /** As it was when this was taken. */
  readonly stored: StoredClient
  /**
   * Resolves when everything in `changes` is stored; rejects when nothing is and nothing will be, but for the board, which may
   * be written after all else and fail by itself: the storage is full or
   * gone, or, with `ClientReplaced`, another has taken the identity. Writes are carried out in the order in which they came.
   */
  write(changes: StoredChanges): Promise<void>
  /** Everything of it goes, and it is no longer held. */
  remove(): Promise<void>
  /** Lets go after the writes that are under way; what is stored stays, for the next to take. */
  release(): Promise<void>
}

/**
 * Where clients keep what no log has yet, so that it outlives them. Shared by all clients of a device (in a browser: by
 * all tabs of an origin). Methods reject when the storage does not work; the board then lives in memory only.
 */
export interface BoardStorage {
  /**
   * Takes an identity for a client of this board and key: one whose client is gone, the one used last, unsaved work and
   * undo history included, or else a new one. Identities of the board that nobody has used for 30 days and that have no
   * unsaved work are cleared away on the way.
   */
  claim(boardId: string, key: string): Promise<HeldClient>
  /**
   * Takes an identity of the board, of any key, whose client is gone and left unsaved entries; undefined if there is none.
   * @param except client keys that are not wanted
   */
  claimUnsaved(boardId: string, except: ReadonlySet<string>): Promise<HeldClient | undefined>
  view(boardId: string, key: string): Promise<StoredView>
}

/** Identities without unsaved work that nobody used for this long are cleared away. Milliseconds. */
export const forgottenAfter = 30 * 24 * 3600 * 1000

/** Another has taken the identity, because its holder was asleep for too long: nothing may be sent under it any more. */
export class ClientReplaced extends Error {
  override readonly name = 'ClientReplaced'
}
