import { anyInk } from '@drawbridge/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ink } from './ink.ts'
import { leastPointBytes, measurePacked, packInk, unpackInk } from './packed-ink.ts'

/** Samples as they may lie anywhere on a grid, one after the other or far apart. */
const anyQuads = fc
  .array(
    fc.tuple(
      fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1 - 2 ** 31, max: 2 ** 31 - 1 })),
      fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1 - 2 ** 31, max: 2 ** 31 - 1 })),
      fc.integer({ min: 0, max: 255 }),
      fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 ** 31 - 1 })),
    ),
    { maxLength: 30 },
  )
  .map((quads) => Int32Array.from(quads.flat()))

const span = (quads: Int32Array, part: number) => {
  const values = [...quads].filter((_, i) => i % 4 === part)
  return [Math.min(...values), Math.max(...values)]
}

test('samples come back from their bytes, wherever those lie', () => {
  fc.assert(
    fc.property(anyQuads, fc.nat(9), (quads, before) => {
      const packed = packInk(quads)
      const points = quads.length / 4
      expect(packed.length).toBeGreaterThanOrEqual(points * leastPointBytes)
      const bytes = new Uint8Array(before + packed.length + 3).fill(255)
      bytes.set(packed, before)
      expect(unpackInk(bytes, before, points)).toEqual(quads)
      const [minX, maxX] = span(quads, 0)
      const [minY, maxY] = span(quads, 1)
      expect(measurePacked(bytes, before, points)).toEqual({
        end: before + packed.length,
        minX,
        minY,
        maxX,
        maxY,
      })
    }),
  )
})

test('bytes of anyone are measured or refused, and what is measured packs to the same bytes again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(8), (bytes, points) => {
      const measured = measurePacked(bytes, 0, points)
      if (typeof measured === 'string') expect(measured).not.toBe('')
      else expect(packInk(unpackInk(bytes, 0, points))).toEqual(bytes.slice(0, measured.end))
    }),
    { numRuns: 2000 },
  )
})

test('packed ink says what it said before, and so does what is made of it', () => {
  fc.assert(
    fc.property(anyInk, anyInk, fc.nat(), (ink, tail, cut) => {
      const quads = ink.raw().slice()
      const { bounds } = ink
      const untouched = Ink.fromRaw(ink.grid, quads.slice())
      const read = Ink.fromPacked(ink.grid, ink.length, ink.packed(), 0)
      if (typeof read === 'string') expect.fail(read)
      const from = cut % (ink.length + 1)
      for (const packed of [ink, read.ink]) {
        expect(packed.raw()).toEqual(quads)
        expect(packed.bounds).toEqual(bounds)
        expect(packed.equals(untouched)).toBe(true)
        expect(untouched.equals(packed)).toBe(true)
        expect(packed.slice(from).equals(untouched.slice(from))).toBe(true)
        const longer = packed.spliced(from, tail)
        expect(longer.equals(untouched.spliced(from, tail))).toBe(true)
        expect(longer.bounds).toEqual(Ink.fromRaw(ink.grid, longer.raw().slice()).bounds)
      }
    }),
  )
})

test('many strokes that are looked at in turns do not take each other for themselves', () => {
  const inks = Array.from({ length: 40 }, (_, i) =>
    Ink.fromRaw(0, Int32Array.of(i, 7 - i, i, i, i + 1, 0, 0, 2 * i)),
  )
  for (const ink of inks) ink.packed()
  for (let round = 0; round < 3; round++)
    inks.forEach((ink, i) => {
      expect([ink.x(0), ink.y(0), ink.x(1), ink.time(1)]).toEqual([i, 7 - i, i + 1, 2 * i])
    })
})

test('the extent of a growing stroke is that of all its points', () => {
  let ink = Ink.empty(3)
  for (let i = 0; i < 300; i++) {
    ink = ink.spliced(i, Ink.fromRaw(3, Int32Array.of(Math.round(80 * Math.sin(i)), i % 7, 9, i)))
    expect(ink.bounds).toEqual(Ink.fromRaw(3, ink.raw().slice()).bounds)
  }
})
