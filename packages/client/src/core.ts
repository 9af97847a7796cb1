/*
 * The part of a client that decides what to send and what to apply, without sockets, timers and clocks: so that a
 * simulation can drive it through every kind of weather.
 */
export { storedBoard } from './core/stored.ts'
export type { StoredBoard, StoredChanges } from './core/stored.ts'
export { Sync } from './core/sync.ts'
export { MemoryClient } from './memory-client.ts'
