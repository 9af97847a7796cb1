/*
 * The parts of an instance that decide what becomes of an entry, without sockets and stores: so that a simulation can
 * drive them through every kind of weather.
 */
export { AppendQueue } from './boards/append-queue.ts'
export { appendJoined } from './boards/joined-groups.ts'
export { LiveComposer } from './log/live-composer.ts'
export type { ComposedAppend } from './log/live-composer.ts'
export type { Appended, EntryGroup, LogRange, LogState, OpLog, Snapshot } from './log/op-log.ts'
export { Metrics } from './metrics.ts'
export { BoardConnection } from './realtime/board-connection.ts'
export { HeadAnnouncer } from './realtime/heads.ts'
export { HostedBoard } from './realtime/hosted-board.ts'
export { Resumption } from './realtime/resumption.ts'
export { SharedReads } from './realtime/shared-reads.ts'
export type { BoardNamespace, BoardSocket } from './realtime/sockets.ts'
