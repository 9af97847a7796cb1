import type { Box, Vector } from '@drawbridge/geometry'

/** A line that says what something is aligned with, in board units. */
export interface Guide {
  readonly from: Vector
  readonly to: Vector
}

/** What boxes are brought into line with. */
export interface SnapTargets {
  /** Boxes in view, without those that move. */
  readonly boxes: readonly Box[]
  /** Board units between the lines of the grid; 0 for none. */
  readonly grid: number
}

export interface Snapped {
  /** Board units to move by. */
  readonly x: number
  readonly y: number
  readonly guides: readonly Guide[]
}

type Axis = 'x' | 'y'

/** One direction of a box. */
interface Span {
  readonly min: number
  readonly max: number
}

/** Which parts of a moving box look for something to be in line with, along one direction. */
export type Parts = readonly ('min' | 'middle' | 'max')[]

const allParts: Parts = ['min', 'middle', 'max']
const tolerance = 1e-6

export const noSnap: Snapped = { x: 0, y: 0, guides: [] }

const spanOf = (box: Box, axis: Axis): Span =>
  axis === 'x' ? { min: box.minX, max: box.maxX } : { min: box.minY, max: box.maxY }
const partOf = ({ min, max }: Span, part: Parts[number]) =>
  part === 'min' ? min : part === 'max' ? max : (min + max) / 2
const across = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x')
const point = (axis: Axis, along: number, beside: number): Vector =>
  axis === 'x' ? { x: along, y: beside } : { x: beside, y: along }

/**
 * How a box has to move so that it is in line with others (edges and middles, or as far from its neighbours as they are
 * from one another) or else with the grid. Never by more than `threshold` in each direction.
 * @param parts those that may be brought into line; all if left out
 */
export function snapBox(
  box: Box,
  targets: SnapTargets,
  threshold: number,
  parts: { readonly x: Parts; readonly y: Parts } = { x: allParts, y: allParts },
): Snapped {
  const x = snapAlong('x', box, targets, threshold, parts.x)
  const y = snapAlong('y', box, targets, threshold, parts.y)
  const moved: Box = {
    minX: box.minX + x,
    maxX: box.maxX + x,
    minY: box.minY + y,
    maxY: box.maxY + y,
  }
  const guides = [...guidesAlong('x', moved, targets, parts.x), ...guidesAlong('y', moved, targets, parts.y)]
  return { x, y, guides }
}

function snapAlong(
  axis: Axis,
  box: Box,
  { boxes, grid }: SnapTargets,
  threshold: number,
  parts: Parts,
): number {
  let best = Infinity
  const offer = (by: number) => {
    if (Math.abs(by) <= threshold && Math.abs(by) < Math.abs(best)) best = by
  }
  const span = spanOf(box, axis)
  for (const other of boxes) {
    const to = spanOf(other, axis)
    for (const mine of parts)
      for (const its of allParts) {
        // Middles go with middles: an edge at a middle looks like chance.
        if ((mine === 'middle') !== (its === 'middle')) continue
        offer(partOf(to, its) - partOf(span, mine))
      }
  }
  if (parts.length === allParts.length) for (const { by } of evenGaps(axis, box, boxes, threshold)) offer(by)
  if (best === Infinity && grid > 0)
    for (const part of parts) {
      if (part === 'middle') continue
      const at = partOf(span, part)
      offer(Math.round(at / grid) * grid - at)
    }
  return best === Infinity ? 0 : best
}

/** What the box, where it is now, is in line with. */
function guidesAlong(axis: Axis, box: Box, { boxes }: SnapTargets, parts: Parts): Guide[] {
  const span = spanOf(box, axis)
  const beside = spanOf(box, across(axis))
  const lines = new Map<number, Span>()
  for (const other of boxes) {
    const to = spanOf(other, axis)
    for (const mine of parts)
      for (const its of allParts) {
        if ((mine === 'middle') !== (its === 'middle')) continue
        const at = partOf(span, mine)
        if (Math.abs(partOf(to, its) - at) > tolerance) continue
        const reach = lines.get(at) ?? beside
        const extent = spanOf(other, across(axis))
        lines.set(at, { min: Math.min(reach.min, extent.min), max: Math.max(reach.max, extent.max) })
      }
  }
  const guides = [...lines].map(([at, { min, max }]) => ({
    from: point(axis, at, min),
    to: point(axis, at, max),
  }))
  if (parts.length < allParts.length) return guides
  const gaps = evenGaps(axis, box, boxes, tolerance).flatMap(({ gaps: found }) => found)
  return [
    ...guides,
    ...gaps.map(({ min, max, at }) => ({ from: point(axis, min, at), to: point(axis, max, at) })),
  ]
}

/** An empty stretch between two boxes. */
interface Gap extends Span {
  /** Where it is, across. */
  readonly at: number
}

/** Ways to be as far from a neighbour as that is from its own, or in the middle between two. */
function evenGaps(
  axis: Axis,
  box: Box,
  boxes: readonly Box[],
  threshold: number,
): { readonly by: number; readonly gaps: readonly Gap[] }[] {
  const span = spanOf(box, axis)
  const size = span.max - span.min
  const row = boxes
    .filter((other) => overlap(spanOf(other, across(axis)), spanOf(box, across(axis))))
    .map((other) => ({ ...spanOf(other, axis), at: middle(spanOf(other, across(axis))) }))
    .sort((a, b) => a.min - b.min)
    // Far neighbours are no neighbours, and the work must not grow with the square of a crowd.
    .slice(0, mostInRow)
  const found: { by: number; gaps: Gap[] }[] = []
  const at = middle(spanOf(box, across(axis)))
  for (let i = 0; i + 1 < row.length; i++) {
    const [left, right] = [row[i], row[i + 1]]
    if (!left || !right) continue
    const gap = right.min - left.max
    if (gap <= 0) continue
    const between = { min: left.max, max: right.min, at }
    // Right of both, left of both, or in the middle.
    const places = [
      { min: right.max + gap, gaps: (min: number) => [between, { min: right.max, max: min, at }] },
      {
        min: left.min - gap - size,
        gaps: (min: number) => [{ min: min + size, max: left.min, at }, between],
      },
      {
        min: left.max + (gap - size) / 2,
        gaps: (min: number) => [
          { min: left.max, max: min, at },
          { min: min + size, max: right.min, at },
        ],
      },
    ]
    for (const [which, { min, gaps }] of places.entries()) {
      if (which === 2 && size >= gap) continue
      const by = min - span.min
      if (Math.abs(by) <= threshold) found.push({ by, gaps: gaps(min) })
    }
  }
  return found
}

const mostInRow = 100
const middle = ({ min, max }: Span) => (min + max) / 2
const overlap = (a: Span, b: Span) => a.min < b.max && b.min < a.max
