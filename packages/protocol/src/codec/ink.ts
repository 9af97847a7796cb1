import { Ink, leastPointBytes, maxInkPoints } from '@drawbridge/board'
import type { ByteReader, ByteWriter } from './bytes.ts'
import { BadBytes } from './bytes.ts'

/** Its grid, how many points it has, and the points as ink holds them: about three bytes each. */
export function writeInk(writer: ByteWriter, ink: Ink): void {
  writer.zigzag(ink.grid)
  writer.varint(ink.length)
  writer.bytes(ink.packed())
}

export function readInk(reader: ByteReader): Ink {
  const grid = reader.zigzag()
  const points = reader.count(leastPointBytes)
  if (points > maxInkPoints) throw new BadBytes('too many points')
  return reader.borrow((bytes, at) => {
    const read = Ink.fromPacked(grid, points, bytes, at)
    if (typeof read === 'string') throw new BadBytes(read)
    return { value: read.ink, end: read.end }
  })
}
