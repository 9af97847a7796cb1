/*
 * What the log stores, without the schemas of what is said over HTTP and at a handshake: to load those takes a thread that
 * folds boards longer than all the rest.
 */
export { DrawbridgeError } from './errors.ts'
export { decodeEntry } from './codec/entry.ts'
export { decodeSnapshot, encodeSnapshot } from './codec/snapshot.ts'
