export { openBoard } from './open-board.ts'
export type { BoardClient, BoardEvents, OpenBoardOptions } from './board-client.ts'
export type { Transport } from './connection.ts'
export type { BoardStatus, ConnectionState } from './core/status.ts'
export type { AppliedEntry } from './core/sync.ts'
export { MemoryStorage } from './memory-storage.ts'
export type { BoardStorage, HeldClient, StoredView } from './storage.ts'
export type {
  BoardCopy,
  BoardTraits,
  OwnInBoard,
  StoredBoard,
  StoredChanges,
  StoredClient,
  StoredEntry,
  StoredInverse,
  StoredStep,
} from './core/stored.ts'
export type { BoardFiles } from './files/board-files.ts'
export type { FileStorage, FileSupport, Upload, UploadAnswer } from './files/file-storage.ts'
export { MemoryFileStorage } from './files/memory-file-storage.ts'
export type { Presence } from './presence.ts'
export { createBoard } from './http.ts'
export type { CreatedBoard } from './http.ts'
export { DrawbridgeError, mostLaserPoints } from '@drawbridge/protocol'
export type { ErrorCode, LaserPoint, Peer, PeerView, PresenceState, Role } from '@drawbridge/protocol'
