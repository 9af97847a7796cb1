import type { Element, ElementOf, ElementType } from '@drawbridge/board'
import type { PaintOp } from './paint-op.ts'
import { frame } from './painters/frame.ts'
import { image } from './painters/image.ts'
import { line } from './painters/line.ts'
import { note } from './painters/note.ts'
import type { Painter } from './painters/painter.ts'
import { shape } from './painters/shape.ts'
import { stroke } from './painters/stroke.ts'
import { text } from './painters/text.ts'
import { RecentMap } from './recent-map.ts'
import type { MeasureLine } from './text-layout.ts'
import type { Theme } from './theme.ts'

/** The painter table: a new type of element is a file and one row here. */
const painters: { readonly [T in ElementType]: Painter<ElementOf<T>> } = {
  stroke,
  shape,
  note,
  line,
  text,
  frame,
  image,
  page: () => [],
}

interface Painted {
  readonly theme: Theme
  readonly measure: MeasureLine
  readonly ops: readonly PaintOp[]
}

/** More than are seen sharply at once. */
const mostPainted = 4000

/** Elements are values, so what was painted of one holds for as long as it lives. */
const painted = new RecentMap<Element, Painted>(mostPainted)

/**
 * What the element looks like, relative to its origin; its opacity is for the caller.
 * @param measure tells where its words are to be broken
 */
export function paint(element: Element, theme: Theme, measure: MeasureLine): readonly PaintOp[] {
  const known = painted.get(element)
  if (known?.theme === theme && known.measure === measure) return known.ops
  const ops = (painters[element.type] as Painter<Element>)(element, theme, measure)
  painted.set(element, { theme, measure, ops })
  return ops
}
