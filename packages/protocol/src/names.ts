import { encodeBase64Url } from '@drawbridge/board'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** A board's id: letters, digits, `-` and `_`; chosen by the server. */
export const boardIdPattern = /^[\w-]{4,32}$/

export function isBoardId(value: unknown): value is string {
  return typeof value === 'string' && boardIdPattern.test(value)
}

/** The braces are a Redis hash tag: they put the adapter's channel into the same slot as the board's log. */
export function namespaceOf(boardId: string): string {
  return `/b/{${boardId}}`
}

const namespacePattern = /^\/b\/\{([\w-]{4,32})\}$/

/** The board that a namespace belongs to; undefined when the name is not one of ours. */
export function boardOfNamespace(namespace: string): string | undefined {
  return namespacePattern.exec(namespace)?.[1]
}

/** A file's id: the SHA-256 hash of its bytes in base64url, in the one way to write it. */
export const fileIdPattern = /^[\w-]{42}[AEIMQUYcgkosw048]$/

/** The id under which a file is stored. */
export function fileIdOf(bytes: Uint8Array): string {
  return encodeBase64Url(sha256(bytes))
}

export const clientIdBytes = 12

/** A secret of at least 128 random bits that a client makes up and keeps: whoever has it may go on counting as that client. */
export const clientKeyPattern = /^[\w-]{22,64}$/

/**
 * The public id of whoever holds `clientKey`. Everyone on the board sees client ids in entries; because they are
 * one-way, nobody can submit under another's id and burn its counter.
 */
export function clientIdOf(clientKey: string): string {
  return encodeBase64Url(sha256(utf8ToBytes(clientKey)).subarray(0, clientIdBytes))
}
