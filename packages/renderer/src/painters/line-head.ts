import type { LineElement, LineHead } from '@drawbridge/board'
import { headLength, linePolyline } from '@drawbridge/board'
import type { Path, Vector } from '@drawbridge/geometry'
import { addEllipse, PathBuilder } from '@drawbridge/geometry'
import type { PaintOp } from '../paint-op.ts'
import type { Theme } from '../theme.ts'
import { lineColor } from '../theme.ts'
import { outline } from './outline.ts'

/** Half of an arrow's width for its length. */
const slimness = 0.5

/** The head at one end of a line, relative to the line's origin; nothing where it has none. */
export function lineHead(line: LineElement, end: 'start' | 'end', theme: Theme): readonly PaintOp[] {
  const head = end === 'start' ? line.startHead : line.endHead
  const points = linePolyline(line)
  const tip = end === 'start' ? points[0] : points.at(-1)
  const before = awayFrom(tip, end === 'start' ? points : points.toReversed())
  if (head === 'none' || !tip || !before) return []
  const length = Math.hypot(tip.x - before.x, tip.y - before.y)
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length }
  const place = { x: tip.x - line.x, y: tip.y - line.y }
  const path = headPath(head, place, along, headLength(line))
  const color = lineColor(theme, line.color)
  const edge = outline(path, { ...line, dash: 'solid' }, theme)
  return head === 'arrow' || head === 'bar' ? [edge] : [{ kind: 'fill', path, color }, edge]
}

/** The first point that lies elsewhere: where there is none, a head has no direction. */
function awayFrom(tip: Vector | undefined, points: readonly Vector[]): Vector | undefined {
  return points.find((point) => point.x !== tip?.x || point.y !== tip.y)
}

function headPath(head: LineHead, tip: Vector, along: Vector, length: number): Path {
  const path = new PathBuilder()
  /** A point so far back along the line, and so far to its side, in lengths of the head. */
  const at = (back: number, side: number): readonly [number, number] => [
    tip.x - (along.x * back + along.y * side) * length,
    tip.y - (along.y * back - along.x * side) * length,
  ]
  switch (head) {
    case 'arrow':
      path.moveTo(...at(1, slimness))
      path.lineTo(...at(0, 0))
      path.lineTo(...at(1, -slimness))
      break
    case 'triangle':
      path.moveTo(...at(0, 0))
      path.lineTo(...at(1, slimness))
      path.lineTo(...at(1, -slimness))
      path.closePath()
      break
    case 'diamond':
      path.moveTo(...at(0, 0))
      path.lineTo(...at(0.5, 0.35))
      path.lineTo(...at(1, 0))
      path.lineTo(...at(0.5, -0.35))
      path.closePath()
      break
    case 'dot':
      addEllipse(path, ...at(0, 0), 0.3 * length, 0.3 * length)
      break
    case 'bar':
      path.moveTo(...at(0, 0.5))
      path.lineTo(...at(0, -0.5))
      break
    case 'none':
  }
  return path.path()
}
