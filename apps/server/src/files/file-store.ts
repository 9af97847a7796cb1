/**
 * Where the pictures of boards lie, each under the hash of its bytes. A file never changes and is never removed: undo, and
 * whoever replays a board's log, may ask for any that was ever on it.
 *
 * Whatever resolves is stored for good, and every call may be repeated. Every method rejects with LOG_UNAVAILABLE, by the
 * implementation's own deadline, when the store cannot be reached; a write that was rejected so may still take effect.
 */
export interface FileStore {
  /**
   * Stores a file, once, however often it is put. False, and nothing stored, when the board's files would come to more
   * than `most` bytes; files that arrive at the same moment may exceed that together.
   */
  put(board: string, file: string, bytes: Uint8Array, most: number): Promise<boolean>
  get(board: string, file: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

/** How long a file may take on its way into or out of a store. Milliseconds. */
export const fileDeadline = 15_000
