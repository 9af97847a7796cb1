import type { Box } from './box.ts'
import { boxContainsPoint } from './box.ts'
import { flatten } from './flatten.ts'
import type { Path } from './path.ts'
import { PathBuilder } from './path.ts'
import type { Vector } from './point.ts'

/** The path without what lies in the box. Its curves become chains of short segments. */
export function cutOut(path: Path, box: Box): Path {
  const made = new PathBuilder()
  for (const figure of flatten(path)) {
    let drawing = false
    let from: Vector | undefined
    for (const to of figure) {
      for (const [a, b] of from ? outside(from, to, box) : []) {
        if (!drawing) made.moveTo(a.x, a.y)
        made.lineTo(b.x, b.y)
        drawing = !boxContainsPoint(box, b)
      }
      if (boxContainsPoint(box, to)) drawing = false
      from = to
    }
  }
  return made.path()
}

/** The parts of a segment that are not in the box: none, one or two. */
function outside(a: Vector, b: Vector, box: Box): [Vector, Vector][] {
  let enters = 0
  let leaves = 1
  for (const axis of ['x', 'y'] as const) {
    const [min, max] = axis === 'x' ? [box.minX, box.maxX] : [box.minY, box.maxY]
    const way = b[axis] - a[axis]
    if (way === 0) {
      if (a[axis] < min || a[axis] > max) return [[a, b]]
      continue
    }
    const [first, second] = [(min - a[axis]) / way, (max - a[axis]) / way]
    enters = Math.max(enters, Math.min(first, second))
    leaves = Math.min(leaves, Math.max(first, second))
  }
  if (enters >= leaves) return [[a, b]]
  const at = (part: number): Vector => ({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part })
  const parts: [Vector, Vector][] = []
  if (enters > 0) parts.push([a, at(enters)])
  if (leaves < 1) parts.push([at(leaves), b])
  return parts
}
