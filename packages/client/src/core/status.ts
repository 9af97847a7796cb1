/** `catching-up`: connected, but entries that the log has are not here yet. */
export type ConnectionState = 'offline' | 'connecting' | 'catching-up' | 'live'

/** What the core knows of the connection. */
export interface SyncStatus {
  readonly connection: ConnectionState
  /** Entries that are not stored yet; 0 means that everything is saved. */
  readonly waiting: number
  /** False while the server answers but cannot store. */
  readonly logAvailable: boolean
  readonly readOnly: boolean
  /** Whether what waits is also in storage that outlives this client. */
  readonly durable: boolean
  /** How much of the board is put up, 0…1: less than 1 while a large one is being opened, from storage or from the log. */
  readonly opened: number
}

/** The truth about a board's connection, for people to see. */
export interface BoardStatus extends SyncStatus {
  /** Files that the server does not have yet. */
  readonly filesWaiting: number
}
