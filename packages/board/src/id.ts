import { decodeBase64Url, encodeBase64Url } from './base64.ts'

/** 128 random bits as 22 characters of base64url: no coordination is needed for two clients never to choose the same. */
export type ElementId = string

export const elementIdBytes = 16

/** @param random 16 random bytes, drawn by the caller. */
export function elementId(random: Uint8Array): ElementId {
  if (random.length !== elementIdBytes) throw new RangeError(`an element id takes ${elementIdBytes} bytes`)
  return encodeBase64Url(random)
}

export function isElementId(value: unknown): value is ElementId {
  return typeof value === 'string' && value.length === 22 && decodeBase64Url(value)?.length === elementIdBytes
}
