export { protocolVersion } from './version.ts'
export { DrawbridgeError, errors, isErrorCode } from './errors.ts'
export type { ErrorCode, WireError } from './errors.ts'
export { defaultLimits, mostLaserPoints, preferredEntryBytes } from './limits.ts'
export type { Limits } from './limits.ts'
export {
  boardIdPattern,
  boardOfNamespace,
  clientIdOf,
  clientKeyPattern,
  fileIdOf,
  fileIdPattern,
  isBoardId,
  namespaceOf,
} from './names.ts'
export { mayEdit, roles } from './events.ts'
export type {
  ClientToServerEvents,
  EntryRange,
  Handshake,
  Held,
  LaserPoint,
  Peer,
  PeerView,
  PresenceState,
  PresenceUpdate,
  ReadReply,
  Role,
  ServerToClientEvents,
  SubmitReply,
  Welcome,
} from './events.ts'
export {
  BoardDocument,
  BoardId,
  BoardInfo,
  CreateBoardBody,
  CreatedBoard,
  Entries,
  EntriesQuery,
  ErrorBody,
  FileId,
  HandshakeSchema,
  HeldSchema,
  PresenceSchema,
  RoleSchema,
  Session,
  SessionBody,
} from './schemas.ts'
export type { Decoded } from './codec/bytes.ts'
export { decodeOperations, encodeOperations } from './codec/operations.ts'
export { decodeEntry, decodeRecord, encodeEntry, markOf, markOfBytes } from './codec/entry.ts'
export type { EntryRecord } from './codec/entry.ts'
export { Chains, linkAfter } from './codec/chains.ts'
export type { Link } from './codec/chains.ts'
export {
  batchBase,
  batchTime,
  composeBatch,
  composeGroup,
  parseBatch,
  placeGroup,
  receiveEntry,
  resolveGroup,
} from './codec/live-batch.ts'
export type { ComposedGroup, LiveBatch, LiveGroup, ReceivedEntry } from './codec/live-batch.ts'
export { composeGrowth, extendAfter, parseGrowth } from './codec/growth.ts'
export type { Growth, ParsedGrowth } from './codec/growth.ts'
export { joinedBytes } from './codec/bytes.ts'
export { decodeSnapshot, encodeSnapshot, SnapshotReader, SnapshotWriter } from './codec/snapshot.ts'
