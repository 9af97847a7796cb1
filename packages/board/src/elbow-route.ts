import type { Box, Vector } from '@drawbridge/geometry'
import { boxCenter } from '@drawbridge/geometry'

/** One end of an elbow line. */
export interface ElbowEnd {
  readonly point: Vector
  /** The box of the element that it is joined to, if it is. */
  readonly element: Box | undefined
  /** To be kept from that box, in board units. */
  readonly gap: number
}

type Side = 'left' | 'right' | 'top' | 'bottom'

/** How far a line goes straight on before its first turn, in board units. */
const stub = 20

/** The side of an end's element that looks at the other end, and without element the way that leads there. */
function sideTowards({ point, element }: ElbowEnd, other: Vector): Side {
  const from = element ? boxCenter(element) : point
  const dx = other.x - from.x
  const dy = other.y - from.y
  const width = element ? Math.max(1e-9, element.maxX - element.minX) : 1
  const height = element ? Math.max(1e-9, element.maxY - element.minY) : 1
  if (Math.abs(dx) * height >= Math.abs(dy) * width) return dx >= 0 ? 'right' : 'left'
  return dy >= 0 ? 'bottom' : 'top'
}

function onSide({ point, element, gap }: ElbowEnd, side: Side): Vector {
  if (!element) return point
  switch (side) {
    case 'left':
      return { x: element.minX - gap, y: point.y }
    case 'right':
      return { x: element.maxX + gap, y: point.y }
    case 'top':
      return { x: point.x, y: element.minY - gap }
    case 'bottom':
      return { x: point.x, y: element.maxY + gap }
  }
}

const outwards: Readonly<Record<Side, Vector>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
}

const isLevel = (side: Side) => side === 'left' || side === 'right'

/** The corners of a line of level and upright pieces, ends included. @param bend moves the piece in its middle */
export function elbowRoute(start: ElbowEnd, end: ElbowEnd, bend: number): readonly Vector[] {
  const startSide = sideTowards(start, end.element ? boxCenter(end.element) : end.point)
  const endSide = sideTowards(end, start.element ? boxCenter(start.element) : start.point)
  const from = onSide(start, startSide)
  const to = onSide(end, endSide)
  const [out, back] = [outwards[startSide], outwards[endSide]]
  if (isLevel(startSide) !== isLevel(endSide)) {
    const corner = isLevel(startSide) ? { x: to.x, y: from.y } : { x: from.x, y: to.y }
    return [from, corner, to]
  }
  if (isLevel(startSide)) {
    if (from.y === to.y) return [from, to]
    const facing = startSide !== endSide
    const x = facing
      ? (from.x + to.x) / 2 + bend
      : (out.x > 0 ? Math.max(from.x, to.x) : Math.min(from.x, to.x)) + out.x * stub + bend
    return [from, { x, y: from.y }, { x, y: to.y }, to]
  }
  if (from.x === to.x) return [from, to]
  const facing = startSide !== endSide
  const y = facing
    ? (from.y + to.y) / 2 + bend
    : (back.y > 0 ? Math.max(from.y, to.y) : Math.min(from.y, to.y)) + back.y * stub + bend
  return [from, { x: from.x, y }, { x: to.x, y }, to]
}
