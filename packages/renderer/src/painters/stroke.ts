import type { Brush, Erased, Ink, StrokeElement } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { RecentMap } from '../recent-map.ts'
import { strokeLine } from '../stroke-line.ts'
import { strokeOutline } from '../stroke-outline.ts'
import { highlightBlend, highlightColor, lineColor } from '../theme.ts'
import type { Painter } from './painter.ts'

interface Outlined {
  readonly brush: Brush
  readonly strokeWidth: number
  readonly scaleX: number
  readonly scaleY: number
  readonly erased: Erased
  readonly path: Path
}

/** More than are seen sharply at once; each takes as much memory as several inks. */
const mostOutlines = 6000

/** By ink, which stays the same value while its stroke is moved or recoloured. */
const outlines = new RecentMap<Ink, Outlined>(mostOutlines)

function outlineOf({ ink, brush, strokeWidth, scaleX, scaleY, erased }: StrokeElement): Path {
  const known = outlines.get(ink)
  if (
    known?.brush === brush &&
    known.strokeWidth === strokeWidth &&
    known.scaleX === scaleX &&
    known.scaleY === scaleY &&
    known.erased === erased
  )
    return known.path
  const shownAt = { x: scaleX, y: scaleY }
  const path =
    brush === 'highlighter'
      ? strokeLine(ink, erased, shownAt)
      : strokeOutline(ink, strokeWidth, erased, shownAt)
  outlines.set(ink, { brush, strokeWidth, scaleX, scaleY, erased, path })
  return path
}

export const stroke: Painter<StrokeElement> = (element, theme) =>
  element.brush === 'highlighter'
    ? [
        {
          kind: 'outline',
          path: outlineOf(element),
          color: highlightColor(theme, element.color),
          width: element.strokeWidth,
          blend: highlightBlend(theme),
        },
      ]
    : [{ kind: 'fill', path: outlineOf(element), color: lineColor(theme, element.color) }]
