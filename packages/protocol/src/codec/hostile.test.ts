import { badOperation, Board, replay } from '@drawbridge/board'
import { anyEntries } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteWriter } from './bytes.ts'
import { decodeEntry, encodeEntry } from './entry.ts'
import { decodeOperations, encodeOperations } from './operations.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts'

/** Everything that reads bytes from outside. None may throw, and what the gate reads may only be what it lets in. */
function decodeAll(bytes: Uint8Array) {
  const operations = decodeOperations(bytes)
  if (operations.ok) for (const operation of operations.value) expect(badOperation(operation)).toBeUndefined()
  const entry = decodeEntry(bytes, 1)
  const snapshot = decodeSnapshot(bytes)
  // What could be read can also be lived with.
  if (entry.ok) for (const operation of entry.value.operations) new Board().apply(operation)
  return { operations, entry, snapshot }
}

const anyBytes = anyEntries(4).map((entries) => {
  const board = new Board()
  replay(board, 0, entries)
  return [
    ...entries.map(({ operations }) => encodeOperations(operations)),
    ...entries.map((entry) => encodeEntry({ ...entry, operations: encodeOperations(entry.operations) })),
    encodeSnapshot(board, entries.length),
  ]
})

describe('hostile bytes become a reason, never an exception', () => {
  test('random ones', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeAll(bytes)
      }),
      { numRuns: 1000 },
    )
  })

  test('small numbers, which get further into the decoder', () => {
    const small = fc.array(fc.oneof({ weight: 4, arbitrary: fc.nat(6) }, fc.nat(255)), { maxLength: 80 })
    fc.assert(
      fc.property(small, (bytes) => {
        decodeAll(Uint8Array.from(bytes))
      }),
      { numRuns: 2000 },
    )
  })

  test('ours, cut short: refused', () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(), (all, cut) => {
        const operations = all[0]
        const snapshot = all.at(-1)
        if (operations && all.length > 1)
          expect(decodeOperations(operations.subarray(0, cut % operations.length)).ok).toBe(false)
        if (snapshot) expect(decodeSnapshot(snapshot.subarray(0, cut % snapshot.length)).ok).toBe(false)
        for (const bytes of all) decodeAll(bytes.subarray(0, cut % bytes.length))
      }),
    )
  })

  test('ours, with something behind them: refused', () => {
    fc.assert(
      fc.property(anyBytes, fc.uint8Array({ minLength: 1, maxLength: 4 }), (all, more) => {
        for (const bytes of all) {
          const longer = Uint8Array.from([...bytes, ...more])
          const { operations, snapshot } = decodeAll(longer)
          if (decodeOperations(bytes).ok) expect(operations.ok).toBe(false)
          if (decodeSnapshot(bytes).ok) expect(snapshot.ok).toBe(false)
        }
      }),
    )
  })

  test('ours, with bits turned over', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(anyBytes, flips, (all, flips) => {
        for (const bytes of all) {
          const turned = bytes.slice()
          for (const [at, bits] of flips) {
            const i = at % turned.length
            turned[i] = (turned[i] ?? 0) ^ bits
          }
          decodeAll(turned)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a lie about how much follows makes us allocate nothing', () => {
  const huge = [2 ** 20, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]
  const id = new Uint8Array(16)
  /** Bytes that are right up to a count, then lie. */
  const bomb = (count: number, before: (writer: ByteWriter) => void) => {
    const writer = new ByteWriter()
    before(writer)
    writer.varint(count)
    writer.bytes(new Uint8Array(1000))
    return writer.finish()
  }
  const oneOperation = (writer: ByteWriter, type: number) => {
    writer.varint(1)
    writer.bytes(id)
    writer.varint(1)
    writer.byte(type)
    writer.varint(0)
  }
  const bombs: [string, (count: number) => Uint8Array][] = [
    ['ids', (count) => bomb(count, () => undefined)],
    ['operations', (count) => bomb(count, (writer) => writer.varint(0))],
    ['changes', (count) => bomb(count, (writer) => oneOperation(writer, 1))],
    [
      'points',
      (count) =>
        bomb(count, (writer) => {
          oneOperation(writer, 3)
          writer.varint(0)
          writer.zigzag(3)
        }),
    ],
    ['the length of a key', (count) => bomb(count, (writer) => oneOperation(writer, 4))],
    [
      'ranges',
      (count) =>
        bomb(count, (writer) => {
          oneOperation(writer, 4)
          writer.text('k')
        }),
    ],
  ]

  test.each(bombs)('%s', (_, make) => {
    const before = process.memoryUsage()
    for (const count of huge) {
      const decoded = decodeOperations(make(count))
      expect(decoded).toEqual({ ok: false, reason: 'ends too early' })
    }
    const after = process.memoryUsage()
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(16 * 2 ** 20)
    expect(after.heapUsed - before.heapUsed).toBeLessThan(64 * 2 ** 20)
  })

  test('elements of a snapshot', () => {
    for (const count of huge) {
      const bytes = bomb(count, (writer) => {
        writer.byte(1)
        writer.varint(5)
        writer.varint(0)
      })
      expect(decodeSnapshot(bytes)).toEqual({ ok: false, reason: 'ends too early' })
    }
  })
})
