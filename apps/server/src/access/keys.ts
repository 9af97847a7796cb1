import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role } from '@drawbridge/protocol'
import { roles } from '@drawbridge/protocol'

const keyBytes = 16
const boardIdBytes = 9

export function newBoardId(): string {
  return randomBytes(boardIdBytes).toString('base64url')
}

/** 128 random bits as base64url: too many for anyone to try, so a plain hash protects what is stored. */
export function newKey(): string {
  return randomBytes(keyBytes).toString('base64url')
}

/** SHA-256 as hex: what the log keeps instead of the key. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** What the key allows; undefined when it opens nothing. Takes as long whichever role it matches, and when it matches none. */
export function roleOfKey(key: string, keyHashes: Readonly<Record<Role, string>>): Role | undefined {
  const given = Buffer.from(hashKey(key), 'hex')
  let found: Role | undefined
  for (const role of roles) {
    const stored = Buffer.from(keyHashes[role], 'hex')
    if (stored.length === given.length && timingSafeEqual(stored, given)) found = role
  }
  return found
}
