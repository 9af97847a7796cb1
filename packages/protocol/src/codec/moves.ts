import type { Ink } from '@drawbridge/board'
import { isInkSample } from '@drawbridge/board'
import { BadBytes } from './bytes.ts'
import type { DigitReader, DigitWriter } from './digits.ts'
import { radix } from './digits.ts'
import type { Motion, Quad } from './quads.ts'
import { motionBetween, quadAt, quadStride } from './quads.ts'

/** How a sample differs from one that goes on as the two before it: three digits for what hands do, two for a slow one. */
export interface Move {
  readonly x: number
  readonly y: number
  readonly pressure: number
  readonly time: number
}

/** Moves that fit a number of digits: all values up to these, in both directions. */
interface Form {
  readonly most: Move
  readonly digits: number
  /** Its first digits begin here. */
  readonly lead: number
}

const short: Form = { most: { x: 5, y: 5, pressure: 1, time: 1 }, digits: 2, lead: 79 }
const usual: Form = { most: { x: 30, y: 30, pressure: 30, time: 1 }, digits: 3, lead: 0 }
/** The first digit of a move in four numbers. */
const wide = 91

const fits = ({ most }: Form, { x, y, pressure, time }: Move) =>
  Math.abs(x) <= most.x &&
  Math.abs(y) <= most.y &&
  Math.abs(pressure) <= most.pressure &&
  Math.abs(time) <= most.time

const choices = (most: number) => 2 * most + 1

export function writeMove(writer: DigitWriter, move: Move): void {
  const form = fits(short, move) ? short : fits(usual, move) ? usual : undefined
  if (!form) {
    writer.digit(wide)
    writer.zigzag(move.x)
    writer.zigzag(move.y)
    writer.zigzag(move.pressure)
    writer.zigzag(move.time)
    return
  }
  const { most, lead, digits } = form
  let value = move.time + most.time
  value = value * choices(most.pressure) + move.pressure + most.pressure
  value = value * choices(most.y) + move.y + most.y
  value = value * choices(most.x) + move.x + most.x
  writer.digits(value + lead * radix ** (digits - 1), digits)
}

export function readMove(reader: DigitReader): Move {
  const first = reader.digit()
  if (first === wide)
    return { x: reader.zigzag(), y: reader.zigzag(), pressure: reader.zigzag(), time: reader.zigzag() }
  if (first > wide) throw new BadBytes('a move is unknown')
  const { most, lead, digits } = first < short.lead ? usual : short
  let value = (first - lead) * radix ** (digits - 1) + reader.digits(digits - 1)
  const next = (limit: number) => {
    const part = (value % choices(limit)) - limit
    value = Math.floor(value / choices(limit))
    return part
  }
  const x = next(most.x)
  const y = next(most.y)
  const pressure = next(most.pressure)
  if (value >= choices(most.time)) throw new BadBytes('a move is unknown')
  return { x, y, pressure, time: value - most.time }
}

/** The moves of a stroke that goes on with this ink. */
export function movesOf(last: Quad, motion: Motion, ink: Ink): Move[] {
  const moves: Move[] = []
  const quads = ink.raw()
  let from = last
  let going = motion
  for (let i = 0; i < ink.length; i++) {
    const to = quadAt(quads, i)
    const gone = motionBetween(from, to)
    moves.push({
      x: gone.x - going.x,
      y: gone.y - going.y,
      pressure: to.pressure - from.pressure,
      time: gone.time - going.time,
    })
    from = to
    going = gone
  }
  return moves
}

/** The quads of a stroke that goes on with these moves. Throws `BadBytes` where one leaves what ink can hold. */
export function quadsAfter(last: Quad, motion: Motion, moves: readonly Move[]): Int32Array {
  const quads = new Int32Array(moves.length * quadStride)
  let { x, y, pressure, time } = last
  let going = motion
  moves.forEach((move, i) => {
    going = { x: going.x + move.x, y: going.y + move.y, time: going.time + move.time }
    x += going.x
    y += going.y
    pressure += move.pressure
    time += going.time
    if (!isInkSample(x, y, pressure, time)) throw new BadBytes('a point is out of range')
    quads.set([x, y, pressure, time], i * quadStride)
  })
  return quads
}
