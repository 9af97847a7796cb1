import type { Box, Vector } from '@drawbridge/geometry'
import { boxCenter } from '@drawbridge/geometry'

/** One end of an elbow line. */
export interface ElbowEnd {
  /** Where it is joined, or where it ends. */
  readonly point: Vector
  /** The box of the element that it is joined to, as that is turned; undefined where it is joined to nothing. */
  readonly element: Box | undefined
  /** Where a level or upright line from outside to `point` first meets that element's outline. */
  readonly meets: (outside: Vector, inside: Vector) => Vector
  /** To be kept from the outline, in board units. */
  readonly gap: number
}

export type Side = 'left' | 'right' | 'top' | 'bottom'

export const sides: readonly Side[] = ['left', 'right', 'top', 'bottom']

export const outwards: Readonly<Record<Side, Vector>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
}

const opposite: Readonly<Record<Side, Side>> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' }

const isLevel = (side: Side) => side === 'left' || side === 'right'

/** How far a line goes straight on before its first turn, where there is room; in board units. */
export const stub = 20

/** Whoever joins a line this near to a side means that side; in fractions of the box. */
const nearSide = 0.2

/** A way out of an end: from the tip at its outline straight to a point from where it may turn. */
export interface Exit {
  readonly side: Side
  readonly tip: Vector
  readonly turn: Vector
  /** What it costs more than the best one, in board units. */
  readonly cost: number
}

/** How far out the first turn is: half-way to the other box, if that is beyond this side. */
function turnBeside(box: Box, side: Side, other: Box): number {
  switch (side) {
    case 'left':
      return other.maxX < box.minX ? (other.maxX + box.minX) / 2 : box.minX - stub
    case 'right':
      return other.minX > box.maxX ? (box.maxX + other.minX) / 2 : box.maxX + stub
    case 'top':
      return other.maxY < box.minY ? (other.maxY + box.minY) / 2 : box.minY - stub
    case 'bottom':
      return other.minY > box.maxY ? (box.maxY + other.minY) / 2 : box.maxY + stub
  }
}

/** The side that looks at the other end. */
function facing(box: Box, other: Vector): Side {
  const from = boxCenter(box)
  const dx = other.x - from.x
  const dy = other.y - from.y
  const width = Math.max(1e-9, box.maxX - box.minX)
  const height = Math.max(1e-9, box.maxY - box.minY)
  if (Math.abs(dx) * height >= Math.abs(dy) * width) return dx >= 0 ? 'right' : 'left'
  return dy >= 0 ? 'bottom' : 'top'
}

/** The sides that the place of the joint leaves to choose from: one if it is near to one, else all. */
function sidesOf(box: Box, point: Vector): readonly Side[] {
  const x = (point.x - box.minX) / Math.max(1e-9, box.maxX - box.minX)
  const y = (point.y - box.minY) / Math.max(1e-9, box.maxY - box.minY)
  const away: Readonly<Record<Side, number>> = { left: x, right: 1 - x, top: y, bottom: 1 - y }
  const [nearest = 'right'] = sides.toSorted((a, b) => away[a] - away[b])
  return away[nearest] < nearSide ? [nearest] : sides
}

/** A side that does not look at the other end has to save more than this, in board units. */
const costOfSide = 150

/** The value, a little within the range, where a line across it is sure to meet what fills it. */
function within(value: number, min: number, max: number): number {
  const inset = (max - min) / 50
  return Math.min(max - inset, Math.max(min + inset, value))
}

/** The ways out of an end that is joined to `box`. */
export function exits(end: ElbowEnd, box: Box, other: Box): Exit[] {
  const best = facing(box, boxCenter(other))
  const center = boxCenter(box)
  return sidesOf(box, end.point).map((side) => {
    const out = outwards[side]
    const far = turnBeside(box, side, other)
    const across = isLevel(side)
      ? within(end.point.y, box.minY, box.maxY)
      : within(end.point.x, box.minX, box.maxX)
    const turn = isLevel(side) ? { x: far, y: across } : { x: across, y: far }
    const inside = isLevel(side) ? { x: center.x, y: across } : { x: across, y: center.y }
    const outline = end.meets(turn, inside)
    const gap = Math.min(end.gap, Math.hypot(turn.x - outline.x, turn.y - outline.y) / 2)
    const tip = { x: outline.x + out.x * gap, y: outline.y + out.y * gap }
    const cost = side === best ? 0 : side === opposite[best] ? 2 * costOfSide : costOfSide
    return { side, tip, turn, cost }
  })
}

/** A loose end may be left in any direction. */
export function looseExits({ point }: ElbowEnd): Exit[] {
  return sides.map((side) => ({ side, tip: point, turn: point, cost: 0 }))
}
