import type { Erased, Ink } from '@drawbridge/board'
import { inkAt, keptRuns } from '@drawbridge/board'
import type { Path, Vector } from '@drawbridge/geometry'
import { PathBuilder } from '@drawbridge/geometry'

/** So long is the line that is seen as a dot, in board units. */
const dot = 0.01

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
    let isDot = true
    path.moveTo(start.x, start.y)
    for (let i = Math.floor(from) + 1; i < to; i++) {
      const point = at(i)
      const next = at(Math.min(i + 1, to))
      isDot &&= point.x === start.x && point.y === start.y
      path.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2)
    }
    const end = at(to)
    // Some canvases paint no line without a length.
    isDot &&= end.x === start.x && end.y === start.y
    path.lineTo(isDot ? end.x + dot : end.x, end.y)
  }
  return path.path()
}
