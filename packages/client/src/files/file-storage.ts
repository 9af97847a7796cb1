/**
 * Where a device keeps the files of its boards: those that the server does not have yet, and some of the others. Shared by
 * all clients of the device. Methods reject when the storage does not work.
 */
export interface FileStorage {
  /**
   * Resolves when the file outlives this client; rejects when it is full or broken.
   * @param sent whether the server has the file: then it may be cleared away when others need the room
   */
  keep(boardId: string, file: string, bytes: Uint8Array, sent: boolean): Promise<void>
  get(boardId: string, file: string): Promise<Uint8Array | undefined>
  /** The same file, kept for whichever board. */
  find(file: string): Promise<Uint8Array | undefined>
  /** The server has the file now, or will never take it. */
  markSent(boardId: string, file: string): Promise<void>
  /** Files that were kept and not sent, by whichever client of the device. */
  unsent(boardId: string): Promise<readonly string[]>
}

/** Sends bytes, and tells how far it is. */
export type Upload = (
  url: string,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
  progress: (part: number) => void,
) => Promise<UploadAnswer>

export interface UploadAnswer {
  readonly status: number
  /** The body, which is JSON for an error. */
  readonly text: string
}

/** What a device can do for files; `@drawbridge/client/browser` has one for browsers. */
export interface FileSupport {
  readonly storage?: FileStorage
  /** Without it files are sent without news of their progress. */
  readonly upload?: Upload
}
