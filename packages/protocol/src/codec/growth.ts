import type { Operation } from '@drawbridge/board'
import { Ink } from '@drawbridge/board'
import type { Decoded } from './bytes.ts'
import { BadBytes, decoded } from './bytes.ts'
import type { Link } from './chains.ts'
import { linkAfter } from './chains.ts'
import { DigitReader, DigitWriter } from './digits.ts'
import type { Move } from './moves.ts'
import { movesOf, quadsAfter } from './moves.ts'
import type { Part } from './parts.ts'
import { bodyOf, readParts } from './parts.ts'

type Extend = Operation & { readonly type: 'extend' }

/** The moves by which an operation goes on with the stroke that a link has left; undefined where it does something else. */
export function movesAfter({ tip }: Link, operation: Operation | undefined): readonly Move[] | undefined {
  if (operation?.type !== 'extend' || !tip?.motion) return undefined
  const { id, from, ink } = operation
  const grows = id === tip.id && from === tip.length && ink.grid === tip.grid && ink.length > 0
  return grows ? movesOf(tip.last, tip.motion, ink) : undefined
}

/** The operation that goes on by moves with the stroke that a link has left; undefined where there is none. */
export function extendAfter({ tip }: Link, moves: readonly Move[]): Extend | undefined {
  if (!tip?.motion) return undefined
  const { id, grid, length, last, motion } = tip
  const quads = decoded(() => quadsAfter(last, motion, moves))
  return quads.ok ? { type: 'extend', id, from: length, ink: Ink.fromRaw(grid, quads.value) } : undefined
}

/** Entries of one client that only go on with the stroke that the entry before them has left, in digits. */
export interface Growth {
  readonly text: string
  /** How many entries it tells. */
  readonly count: number
  /** Of the last of them. */
  readonly link: Link
}

/**
 * As many of these entries as grow the stroke; undefined where the first does not.
 * @param link of the entry before them @param entries by their operations
 */
export function composeGrowth(link: Link, entries: readonly (readonly Operation[])[]): Growth | undefined {
  const parts: Part[] = []
  let last = link
  for (const operations of entries) {
    const moves = operations.length === 1 ? movesAfter(last, operations[0]) : undefined
    if (!moves) break
    parts.push({ type: 'moves', moves })
    last = linkAfter(last, { ...last, n: last.n + 1, operations })
  }
  if (parts.length === 0) return undefined
  const writer = new DigitWriter()
  writer.number(link.n + 1)
  writer.append(bodyOf(parts))
  return { text: writer.text, count: parts.length, link: last }
}

/** What a growth says without knowing what it follows. */
export interface ParsedGrowth {
  /** The number of its first entry among those of its client. */
  readonly first: number
  /** Of each entry. */
  readonly moves: readonly (readonly Move[])[]
}

/** Reads what `composeGrowth` wrote. */
export function parseGrowth(text: string): Decoded<ParsedGrowth> {
  return decoded(() => {
    const reader = new DigitReader(text)
    const first = reader.number()
    if (first === 0) throw new BadBytes('an entry has no number')
    const moves = readParts(reader).map((part) => {
      if (part.type !== 'moves') throw new BadBytes('a growth has moves alone')
      return part.moves
    })
    if (reader.left > 0) throw new BadBytes('goes on behind its end')
    return { first, moves }
  })
}
