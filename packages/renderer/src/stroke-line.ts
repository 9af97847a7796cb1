import type { Erased, Ink } from '@drawbridge/board'
import { inkAt, keptRuns } from '@drawbridge/board'
import type { Path, Vector } from '@drawbridge/geometry'
import { PathBuilder } from '@drawbridge/geometry'

/**
 * The middle of a stroke, relative to its origin, for drawing it with one width: one open figure for each run that is
 * not erased, bent towards each point. Drawn at once it is nowhere darker, also where it crosses itself.
 * @param shownAt how much larger it is shown than it was drawn, to each side
 */
export function strokeLine(ink: Ink, erased: Erased, shownAt: Vector): Path {
  const path = new PathBuilder()
  const at = (index: number): Vector => {
    const { x, y } = inkAt(ink, index)
    return { x: x * shownAt.x, y: y * shownAt.y }
  }
  for (const [from, to] of keptRuns(erased, ink.length)) {
    const start = at(from)
    path.moveTo(start.x, start.y)
    for (let i = Math.floor(from) + 1; i < to; i++) {
      const point = at(i)
      const next = at(Math.min(i + 1, to))
      path.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2)
    }
    const end = at(to)
    // A line without length is painted only if it is one.
    path.lineTo(end.x, end.y)
  }
  return path.path()
}
