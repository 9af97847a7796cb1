import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GatheredBytes } from './gathered-bytes.ts'

test('pieces of any length are one row, and what was taken of it stays', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 5 }), (lengths) => {
      const gathered = new GatheredBytes()
      const all: number[] = []
      const taken: [Uint8Array, number][] = []
      lengths.forEach((length, i) => {
        gathered.add(new Uint8Array(length).fill(i + 1))
        all.push(length)
        taken.push([gathered.bytes, i])
      })
      for (const [bytes, last] of taken) {
        const lengthsThen = all.slice(0, last + 1)
        expect(bytes.length).toBe(lengthsThen.reduce((sum, length) => sum + length, 0))
        let at = 0
        lengthsThen.forEach((length, i) => {
          if (length === 0) return
          expect([bytes[at], bytes[at + length - 1]]).toEqual([i + 1, i + 1])
          at += length
        })
      }
    }),
    { numRuns: 50 },
  )
})

test('as many as were expected are never moved', () => {
  const gathered = new GatheredBytes(1_000_000)
  gathered.add(new Uint8Array(10))
  const { buffer } = gathered.bytes
  gathered.add(new Uint8Array(999_990))
  expect(gathered.bytes.length).toBe(1_000_000)
  expect(gathered.bytes.buffer).toBe(buffer)
})
