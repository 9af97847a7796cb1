import type { Erased, Ink, StrokeElement } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { strokeOutline } from '../stroke-outline.ts'
import { lineColor } from '../theme.ts'
import type { Painter } from './painter.ts'

interface Outlined {
  readonly strokeWidth: number
  readonly scaleX: number
  readonly scaleY: number
  readonly erased: Erased
  readonly path: Path
}

/** By ink, which stays the same value while its stroke is moved or recoloured. */
const outlines = new WeakMap<Ink, Outlined>()

function outlineOf({ ink, strokeWidth, scaleX, scaleY, erased }: StrokeElement): Path {
  const known = outlines.get(ink)
  if (
    known?.strokeWidth === strokeWidth &&
    known.scaleX === scaleX &&
    known.scaleY === scaleY &&
    known.erased === erased
  )
    return known.path
  const path = strokeOutline(ink, strokeWidth, erased, { x: scaleX, y: scaleY })
  outlines.set(ink, { strokeWidth, scaleX, scaleY, erased, path })
  return path
}

export const stroke: Painter<StrokeElement> = (element, theme) => [
  { kind: 'fill', path: outlineOf(element), color: lineColor(theme, element.color) },
]
