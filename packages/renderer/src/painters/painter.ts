import type { Element } from '@drawbridge/board'
import type { PaintOp } from '../paint-op.ts'
import type { MeasureLine } from '../text-layout.ts'
import type { Theme } from '../theme.ts'

/** How one type of element looks, relative to its origin; what is below comes first. */
export type Painter<E extends Element> = (
  element: E,
  theme: Theme,
  measure: MeasureLine,
) => readonly PaintOp[]
