import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from './base64.ts'
import { elementId, isElementId } from './id.ts'

test('agrees with the platform both ways', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const text = encodeBase64Url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(decodeBase64Url(text)).toEqual(bytes)
    }),
  )
})

test('whatever it decodes, it encodes to the same text', () => {
  const characters = fc.constantFrom(...'AQgwBz09-_+/= \n')
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 9 }), (text) => {
      const bytes = decodeBase64Url(text)
      if (bytes) expect(encodeBase64Url(bytes)).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

test.each(['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'A+', 'A/', 'A A', 'AA\n', 'Ä'])('refuses %j', (text) => {
  expect(decodeBase64Url(text)).toBeUndefined()
})

describe('element ids', () => {
  test('are 16 bytes', () => {
    expect(elementId(new Uint8Array(16).fill(255))).toBe('_'.repeat(21) + 'w')
    expect(isElementId(elementId(new Uint8Array(16)))).toBe(true)
    expect(() => elementId(new Uint8Array(15))).toThrow(RangeError)
  })
})
