import { Ink, maxInkPoints } from '@drawbridge/board'
import type { ByteReader, ByteWriter } from './bytes.ts'
import { BadBytes } from './bytes.ts'

const stride = 4
const maxWord = 2 ** 31 - 1

/** Points as deltas from the point before, so that ink of a steady hand takes about five bytes a point. */
export function writeInk(writer: ByteWriter, ink: Ink): void {
  writer.zigzag(ink.grid)
  writer.varint(ink.length)
  const quads = ink.raw()
  for (let i = 0; i < quads.length; i++)
    writer.zigzag((quads[i] ?? 0) - (i < stride ? 0 : (quads[i - stride] ?? 0)))
}

export function readInk(reader: ByteReader): Ink {
  const grid = reader.zigzag()
  const points = reader.count(stride)
  if (points > maxInkPoints) throw new BadBytes('too many points')
  const quads = new Int32Array(points * stride)
  for (let i = 0; i < quads.length; i++) {
    const value = reader.zigzag() + (i < stride ? 0 : (quads[i - stride] ?? 0))
    const part = i % stride
    const fits = part < 2 ? Math.abs(value) <= maxWord : value >= 0 && value <= (part === 2 ? 255 : maxWord)
    if (!fits) throw new BadBytes('a point is out of range')
    quads[i] = value
  }
  return Ink.fromRaw(grid, quads)
}
