import type { Box, Vector } from '@drawbridge/geometry'
import { boxesOverlap } from '@drawbridge/geometry'
import type { ElbowEnd } from './elbow-exit.ts'
import { exits, looseExits } from './elbow-exit.ts'
import { cheapestWay } from './elbow-grid.ts'

/**
 * The corners of a line of level and upright pieces, ends included. It leaves and enters what it joins at right angles
 * and runs through neither, as long as they do not touch each other.
 * @param bend moves the piece in its middle, in board units to the right or downwards
 */
export function elbowRoute(start: ElbowEnd, end: ElbowEnd, bend: number): readonly Vector[] {
  const [a, b] = [start.element, end.element]
  if ((a && b && boxesOverlap(a, b)) || isIn(a, end.point) || isIn(b, start.point))
    return squeezed(start.point, end.point)
  const from = a ? exits(start, a, b ?? pointBox(end.point)) : looseExits(start)
  const to = b ? exits(end, b, a ?? pointBox(start.point)) : looseExits(end)
  const boxes = [a, b].filter((box) => box !== undefined)
  const way = cheapestWay(from, to, boxes)
  return way ? bent(simplified(way), bend) : squeezed(start.point, end.point)
}

const pointBox = ({ x, y }: Vector): Box => ({ minX: x, minY: y, maxX: x, maxY: y })

function isIn(box: Box | undefined, { x, y }: Vector): boolean {
  return box !== undefined && x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY
}

/** Where there is no room to go around anything. */
function squeezed(from: Vector, to: Vector): readonly Vector[] {
  return simplified([from, { x: to.x, y: from.y }, to])
}

/** Without points that lie between their neighbours, or on them. */
function simplified(points: readonly Vector[]): readonly Vector[] {
  const kept: Vector[] = []
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)]
    if (last?.x === point.x && last.y === point.y) continue
    const goesOn =
      before &&
      last &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    if (goesOn) kept[kept.length - 1] = point
    else kept.push(point)
  }
  return kept
}

/** The first and last pieces keep at least this length and their direction, whatever a person bends. */
const least = 6

function bent(points: readonly Vector[], bend: number): readonly Vector[] {
  const at = movablePiece(points)
  const [before, from, to, after] = points.slice(at - 1, at + 3)
  if (bend === 0 || at === 0 || !before || !from || !to || !after) return points
  const along = from.x === to.x ? 'x' : 'y'
  let value = from[along] + bend
  if (at === 1) value = beyond(value, before[along], from[along])
  if (at === points.length - 3) value = beyond(value, after[along], to[along])
  return points.map((point, i) => (i === at || i === at + 1 ? { ...point, [along]: value } : point))
}

/** The value, kept on the side of `fixed` that `now` is on. */
function beyond(value: number, fixed: number, now: number): number {
  const room = Math.min(least, Math.abs(now - fixed))
  return now >= fixed ? Math.max(value, fixed + room) : Math.min(value, fixed - room)
}

/** Index of the corner where the piece begins that `bend` moves; 0 where a route has none. */
export function movablePiece(points: readonly Vector[]): number {
  return points.length < 4 ? 0 : Math.floor((points.length - 2) / 2)
}
