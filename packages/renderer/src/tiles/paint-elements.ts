import type { BoardView, Element, StrokeElement } from '@drawbridge/board'
import { cutBox, paintedBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxContainsBox } from '@drawbridge/geometry'
import { paintCut } from '../canvas-paint.ts'
import type { Surface } from '../surface.ts'
import type { Theme } from '../theme.ts'
import { fillColor, highlightBlend, highlightColor, lineColor } from '../theme.ts'
import { meanWidth } from './ink-line.ts'
import { LineBatch } from './line-batch.ts'
import type { Area } from './tile-grid.ts'
import { showsBox, viewOf } from './tile-grid.ts'

/** `draft` is quick and only seen until `exact` is there. */
export type Quality = 'draft' | 'exact'

/** Thinner lines are so thin that nobody sees which is on top. Device pixels. */
const hairline = 1.5
/** Up to this width lines look the same with one width as with an outline that follows the pressure. Device pixels. */
const narrow = 3
const tolerances: Readonly<Record<Quality, number>> = { draft: 1.5, exact: 0.35 }
/** What something that is not a thin line costs, in thin lines. */
const costOfOther = 16
/** Work in thin lines between two pauses. */
const piece = 128

/**
 * Paints elements, bottom first, with no more detail than can be seen. It pauses often, so that whoever runs it can do
 * something else between.
 * @param elements as the board has them
 */
export function* paintElements(
  surface: Surface,
  area: Area,
  theme: Theme,
  board: Pick<BoardView, 'get'>,
  elements: Iterable<Element>,
  quality: Quality,
): Generator<undefined, void, undefined> {
  const view = viewOf(area, surface.pixelRatio)
  const lines = new LineBatch(surface.context, area)
  let work = 0
  for (const element of elements) {
    const shown = placed(element, board)
    const box = paintedBounds(shown)
    if (shown.opacity === 0 || !showsBox(area, box)) continue
    const cut = cutBox(shown, board)
    const isWhole = !cut || boxContainsBox(cut, box)
    if (isWhole && isDot(box, area))
      lines.dot(box.minX * area.scale - area.x, box.minY * area.scale - area.y, colorOf(shown, theme))
    else if (isWhole && shown.type === 'stroke' && isLine(shown, area, quality))
      paintLine(lines, shown, area, theme, quality)
    else {
      lines.flush()
      paintCut(surface, view, theme, shown, isWhole ? undefined : cut)
      work += costOfOther
    }
    if (++work < piece) continue
    work = 0
    yield
  }
  lines.flush()
}

function isDot({ minX, minY, maxX, maxY }: Box, { scale }: Area): boolean {
  return Math.max(maxX - minX, maxY - minY) * scale < 1
}

/** Whether a stroke is painted as a line of one width. */
function isLine({ strokeWidth, brush }: StrokeElement, { scale }: Area, quality: Quality): boolean {
  if (quality === 'draft') return true
  return strokeWidth * scale <= (brush === 'highlighter' ? hairline : narrow)
}

function paintLine(
  lines: LineBatch,
  stroke: StrokeElement,
  { scale }: Area,
  theme: Theme,
  quality: Quality,
): void {
  const isHighlighter = stroke.brush === 'highlighter'
  lines.line(stroke, {
    color: isHighlighter ? highlightColor(theme, stroke.color) : lineColor(theme, stroke.color),
    width: (isHighlighter ? stroke.strokeWidth : meanWidth(stroke)) * scale,
    opacity: stroke.opacity,
    blend: isHighlighter ? highlightBlend(theme) : undefined,
    loose: quality === 'draft' || stroke.strokeWidth * scale < hairline,
    tolerance: tolerances[quality],
  })
}

/** What most of an element looks like from far away. */
function colorOf(element: Element, theme: Theme): string {
  const fill = element.type === 'note' ? element.color : element.type === 'shape' ? element.fill : 'none'
  return fillColor(theme, fill) ?? lineColor(theme, element.color)
}
