import type { BoardView, LineElement } from '@drawbridge/board'
import { lineMiddle, linePolyline, movablePiece, placed } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import type { Handles } from '../../selection-handles.ts'
import type { ToolContext } from '../tool.ts'

/** What a line is pulled by. */
export type LineGrip = 'start' | 'end' | 'middle'

/** Screen pixels that a line must have for a grip in its middle. */
const least = 48

/** The one line that is selected and can be changed, as it is stored. */
export function selectedLine({ changeable, selection, readOnly }: ToolContext): LineElement | undefined {
  const [line] = changeable
  return !readOnly && selection.size === 1 && line?.type === 'line' ? line : undefined
}

/** Where the grips of a line are seen. The corners of some elbow lines leave nothing to bend. */
function grips(line: LineElement, board: BoardView, zoom: number): readonly (readonly [LineGrip, Vector])[] {
  const seen = placed(line, board)
  const points = linePolyline(seen)
  const [start, end] = [points[0], points.at(-1)]
  if (!start || !end) return []
  const middle = seen.route === 'elbow' ? middleOfPiece(points) : lineMiddle(seen)
  const isLong = Math.hypot(end.x - start.x, end.y - start.y) * zoom >= least
  return [['start', start], ['end', end], ...(middle && isLong ? [['middle', middle] as const] : [])]
}

function middleOfPiece(corners: readonly Vector[]): Vector | undefined {
  const at = movablePiece(corners)
  const [from, to] = [corners[at], corners[at + 1]]
  if (at === 0 || !from || !to) return undefined
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
}

/** What the grips of a line look like. */
export function gripsShown(line: LineElement, { board, viewport }: ToolContext): Handles {
  const shown = grips(line, board, viewport.zoom)
  return { outline: [], squares: [], discs: shown.map(([, place]) => place) }
}

/** The grip at a point. @param reach board units */
export function gripAt(
  line: LineElement,
  { board, viewport }: ToolContext,
  point: Vector,
  reach: number,
): LineGrip | undefined {
  const away = ([, place]: readonly [LineGrip, Vector]) => Math.hypot(place.x - point.x, place.y - point.y)
  const [nearest] = grips(line, board, viewport.zoom).toSorted((a, b) => away(a) - away(b))
  return nearest && away(nearest) <= reach ? nearest[0] : undefined
}
