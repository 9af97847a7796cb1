/** What the server holds clients to; announced in `welcome`, so that a client never has to guess. */
export interface Limits {
  /** Bytes of one encoded entry. */
  readonly entryBytes: number
  /** Entries in one `submit`. */
  readonly submitEntries: number
  /** Bytes of one message, as it crosses the socket. */
  readonly messageBytes: number
  /** Bytes of entries a second that a connection may go on submitting; short bursts may be `burst` times as much. */
  readonly bytesPerSecond: number
  /** Messages a second that a connection may go on sending; short bursts may be `burst` times as many. */
  readonly messagesPerSecond: number
  readonly burst: number
  /** Bytes of entries a second that all connections of a board to one instance may submit together. */
  readonly boardBytesPerSecond: number
  /** Submits a second of all connections of a board to one instance. */
  readonly boardSubmitsPerSecond: number
  /** Bytes of one client's presence. */
  readonly presenceBytes: number
  /** Bytes of one file. */
  readonly fileBytes: number
}

export const defaultLimits: Limits = {
  entryBytes: 512 * 1024,
  submitEntries: 256,
  messageBytes: 1024 * 1024,
  bytesPerSecond: 256 * 1024,
  messagesPerSecond: 120,
  burst: 10,
  boardBytesPerSecond: 4 * 1024 * 1024,
  boardSubmitsPerSecond: 4000,
  presenceBytes: 8192,
  fileBytes: 10 * 1024 * 1024,
}

/** A client splits what it submits so that one entry stays well below `entryBytes`. */
export const preferredEntryBytes = 64 * 1024

/** Points of a laser pointer's trail in one presence: more than a hand makes until they have faded. */
export const mostLaserPoints = 64
