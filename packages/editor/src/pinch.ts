import type { ScreenPoint } from '@drawbridge/geometry'
import { distance, screenPoint } from '@drawbridge/geometry'
import type { Viewport } from './viewport.ts'

export type Pair = readonly [ScreenPoint, ScreenPoint]

const middle = ([a, b]: Pair) => screenPoint((a.x + b.x) / 2, (a.y + b.y) / 2)

/** Closer fingers are one blob to most screens, and would make the zoom jump. */
const closest = 10

const spread = ([a, b]: Pair) => Math.max(closest, distance(a, b))

/** The viewport after two fingers went from one pair of places to another: what was between them stays between them. */
export function pinched(viewport: Viewport, before: Pair, after: Pair): Viewport {
  const from = middle(before)
  const to = middle(after)
  return viewport
    .panBy(to.x - from.x, to.y - from.y)
    .zoomAt(to, (viewport.zoom * spread(after)) / spread(before))
}
