/**
 * The protocol's version: client and server must have the same. A test pins the hash of every schema and of the
 * codec's tables beside it, so that nobody changes the wire by accident.
 *
 * 1: entries as base64url byte strings, presence as JSON
 */
export const protocolVersion = 1
