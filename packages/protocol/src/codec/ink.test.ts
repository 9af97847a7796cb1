import { createElement, extendStroke, Ink, inkFrom, stroke } from '@drawbridge/board'
import { anyInk } from '@drawbridge/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter, decodeWhole } from './bytes.ts'
import { readInk, writeInk } from './ink.ts'
import { encodeOperations } from './operations.ts'

function written(ink: Ink): Uint8Array {
  const writer = new ByteWriter()
  writeInk(writer, ink)
  return writer.finish()
}

test('ink comes back, whatever is between its points', () => {
  fc.assert(
    fc.property(anyInk, (ink) => {
      const reader = new ByteReader(written(ink))
      expect(readInk(reader).equals(ink)).toBe(true)
      reader.end()
    }),
  )
})

test.each([
  ['a place beyond the grid', [2 ** 31, 0, 0, 0]],
  ['pressure above full', [0, 0, 256, 0]],
  ['pressure below none', [0, 0, -1, 0]],
  ['time before the stroke', [0, 0, 0, -1]],
  ['a step out of the grid', [2 ** 31 - 1, 0, 0, 0, 1, 0, 0, 0]],
])('%s is refused', (_, words) => {
  const writer = new ByteWriter()
  writer.zigzag(3)
  writer.varint(words.length / 4)
  for (const word of words) writer.zigzag(word)
  expect(decodeWhole(writer.finish(), readInk)).toEqual({ ok: false, reason: 'a point is out of range' })
})

describe('a stroke of 60 points, half a second of a steady hand at zoom 1', () => {
  // An arc that speeds up and slows down, pressed harder in its middle, sampled at 125 Hz with a shaky clock.
  const points = Array.from({ length: 60 }, (_, i) => {
    const t = i / 59
    const way = t * t * (3 - 2 * t)
    return {
      x: 400 + 220 * way,
      y: 300 - 90 * Math.sin(Math.PI * way),
      pressure: 0.35 + 0.3 * Math.sin(Math.PI * t),
      time: i * 8 + (i % 3),
    }
  })
  const id = 'A'.repeat(22)

  test('is created in less than 300 bytes', () => {
    const made = stroke({ id, index: 'a0', points })
    expect(made.ink.length).toBe(60)
    expect(encodeOperations([createElement(made)]).length).toBeLessThan(300)
  })

  test('streams in less than 18 bytes a point, two points to an entry and its element id included', () => {
    const [first, ...rest] = points
    if (!first) expect.fail('there are points')
    const { grid } = stroke({ id, index: 'a0', points: [first] }).ink
    let bytes = 0
    for (let i = 0; i < rest.length; i += 2)
      bytes += encodeOperations([extendStroke(id, i + 1, inkFrom(rest.slice(i, i + 2), first, grid))]).length
    expect(bytes / rest.length).toBeLessThan(18)
  })
})
