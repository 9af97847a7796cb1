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

/** Writes the steps of one sample, in the order in which they are told apart: pressure, time, x, y. */
function writeSteps(writer: ByteWriter, pressure: number, time: number, x: number, y: number): void {
  const [p, t] = [pressure, time].map((step) => (step < 0 ? -2 * step - 1 : 2 * step)) as [number, number]
  writer.byte((Math.min(p, 31) << 3) | Math.min(t, 7))
  if (p >= 31) writer.varint(p - 31)
  if (t >= 7) writer.varint(t - 7)
  writer.zigzag(x)
  writer.zigzag(y)
}

type Steps = [pressure: number, time: number, x: number, y: number]

test.each<[string, ...Steps[]]>([
  ['a place beyond the grid', [0, 0, 2 ** 31, 0]],
  ['a place before the grid', [0, 0, 0, -(2 ** 31)]],
  ['pressure above full', [128, 0, 0, 0]],
  ['pressure below none', [-129, 0, 0, 0]],
  ['time before the stroke', [0, -1, 0, 0]],
  ['time after all that is told', [0, 2 ** 31, 0, 0]],
  ['a step out of the grid', [0, 0, 2 ** 31 - 1, 0], [0, 0, 1, 0]],
  ['a hand that goes on out of the grid', [0, 0, 0, 0], [0, 0, 2 ** 30, 0], [0, 0, 0, 0]],
])('%s is refused', (_, ...samples) => {
  const writer = new ByteWriter()
  writer.zigzag(3)
  writer.varint(samples.length)
  for (const steps of samples) writeSteps(writer, ...steps)
  expect(decodeWhole(writer.finish(), readInk)).toEqual({ ok: false, reason: 'a point is out of range' })
})

test.each([
  ['bytes that end within a point', [6, 1, 0, 0x80, 0x80], 'ends too early'],
  ['bytes that end before a point', [6, 1, 0, 0], 'ends too early'],
  [
    'a number that is longer than it needs to be',
    [6, 1, 0, 0x80, 0, 0],
    'a number is longer than it needs to be',
  ],
  ['a number that does not end', [6, 1, 0, ...new Array<number>(9).fill(0x80)], 'a number is too long'],
])('%s is refused', (_, bytes, reason) => {
  expect(decodeWhole(Uint8Array.from(bytes), readInk)).toEqual({ ok: false, reason })
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

  test('is created in less than 230 bytes', () => {
    const made = stroke({ id, index: 'a0', points })
    expect(made.ink.length).toBe(60)
    expect(encodeOperations([createElement(made)]).length).toBeLessThan(230)
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
