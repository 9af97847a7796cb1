import { decodeBase64Url, encodeBase64Url } from '@drawbridge/board'
import { BadBytes } from './bytes.ts'
import type { DigitReader } from './digits.ts'
import { DigitWriter } from './digits.ts'
import type { Move } from './moves.ts'
import { readMove, writeMove } from './moves.ts'

/** First digits of a part. Below `firstLong`: so many entries that each extend the stroke by one point, less one. */
const firstLong = 16
/** From `firstLong` on, below this: one entry that extends the stroke by so many points, less `firstLong - 2`. */
const firstOther = 48
const operationsPart = 48
const recordPart = 49
const severalParts = 50

/** One entry or some, as digits tell them. */
export type Part =
  | { readonly type: 'record'; /** base64url */ readonly text: string }
  | { readonly type: 'operations'; readonly bytes: Uint8Array }
  | { readonly type: 'moves'; readonly moves: readonly Move[] }

/** Parts in digits: one by itself, or several behind their number. */
export function bodyOf(parts: readonly Part[]): string {
  const runs: (Part | number)[] = []
  const moves: Move[][] = []
  for (const part of parts) {
    const run = runs.at(-1)
    if (part.type !== 'moves' || part.moves.length !== 1) runs.push(part)
    else if (typeof run === 'number' && (moves[run]?.length ?? firstLong) < firstLong)
      moves[run]?.push(...part.moves)
    else runs.push(moves.push([...part.moves]) - 1)
  }
  const writer = new DigitWriter()
  if (runs.length > 1) {
    writer.digit(severalParts)
    writer.number(runs.length)
  }
  for (const run of runs)
    if (typeof run === 'number') writeRun(writer, moves[run] ?? [])
    else writePart(writer, run)
  return writer.text
}

function writeRun(writer: DigitWriter, moves: readonly Move[]): void {
  writer.digit(moves.length - 1)
  for (const move of moves) writeMove(writer, move)
}

function writePart(writer: DigitWriter, part: Part): void {
  switch (part.type) {
    case 'record':
      writer.digit(recordPart)
      writer.number(part.text.length)
      writer.append(part.text)
      return
    case 'operations': {
      const text = encodeBase64Url(part.bytes)
      writer.digit(operationsPart)
      writer.number(text.length)
      writer.append(text)
      return
    }
    case 'moves': {
      const more = part.moves.length - 2
      const most = firstOther - firstLong - 1
      writer.digit(firstLong + Math.min(more, most))
      if (more >= most) writer.number(more - most)
      for (const move of part.moves) writeMove(writer, move)
    }
  }
}

/** Reads what `bodyOf` wrote. */
export function readParts(reader: DigitReader): Part[] {
  const first = reader.digit()
  if (first !== severalParts) return readPart(reader, first)
  const parts: Part[] = []
  for (let left = reader.number(); left > 0; left--) parts.push(...readPart(reader, reader.digit()))
  if (parts.length === 0) throw new BadBytes('a group has no parts')
  return parts
}

function readPart(reader: DigitReader, first: number): Part[] {
  if (first < firstLong)
    return Array.from({ length: first + 1 }, () => ({ type: 'moves', moves: [readMove(reader)] }))
  if (first < firstOther) {
    const most = firstOther - firstLong - 1
    let count = first - firstLong + 2
    if (first === firstLong + most) count += reader.number()
    // Each takes two characters at least.
    if (count * 2 > reader.left) throw new BadBytes('ends too early')
    return [{ type: 'moves', moves: Array.from({ length: count }, () => readMove(reader)) }]
  }
  if (first === recordPart) return [{ type: 'record', text: reader.take(reader.number()) }]
  if (first !== operationsPart) throw new BadBytes('a part is unknown')
  const bytes = decodeBase64Url(reader.take(reader.number()))
  if (!bytes) throw new BadBytes('operations are not base64url')
  return [{ type: 'operations', bytes }]
}
