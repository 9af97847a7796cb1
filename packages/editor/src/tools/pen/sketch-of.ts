import type { BoardView, ElementId } from '@drawbridge/board'
import type { Sketch } from '@drawbridge/geometry'
import { recognizeSketch } from '@drawbridge/geometry'

/** What is smaller is a word, a tick or a dot. CSS pixels of the drawing's length. */
const leastLength = 60

/** What a stroke looks like, in board units. */
export function sketchOf(board: BoardView, id: ElementId, zoom: number): Sketch | undefined {
  const stroke = board.get(id)
  if (stroke?.type !== 'stroke') return undefined
  const { x, y, ink } = stroke
  const points = Array.from({ length: ink.length }, (_, i) => ({ x: x + ink.x(i), y: y + ink.y(i) }))
  const length = points.reduce((sum, point, i) => {
    const before = points[i - 1] ?? point
    return sum + Math.hypot(point.x - before.x, point.y - before.y)
  }, 0)
  return length * zoom < leastLength ? undefined : recognizeSketch(points)
}
