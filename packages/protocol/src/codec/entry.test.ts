import { Ink } from '@drawbridge/board'
import { anyEntries } from '@drawbridge/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEntry, encodeEntry } from './entry.ts'
import { encodeOperations } from './operations.ts'

expect.addEqualityTesters([(a, b) => (a instanceof Ink && b instanceof Ink ? a.equals(b) : undefined)])

test('entries come back; their seq is where they stand', () => {
  fc.assert(
    fc.property(anyEntries(8), (entries) => {
      for (const entry of entries) {
        const bytes = encodeEntry({ ...entry, operations: encodeOperations(entry.operations) })
        expect(decodeEntry(bytes, entry.seq)).toEqual({ ok: true, value: entry })
      }
    }),
  )
})

test.each(['', 'A', 'A'.repeat(15), 'A'.repeat(17), 'A'.repeat(15) + '+', 'A'.repeat(22)])(
  'the client id %j cannot be encoded',
  (client) => {
    expect(() => encodeEntry({ client, n: 1, time: 0, operations: encodeOperations([]) })).toThrow(TypeError)
  },
)
