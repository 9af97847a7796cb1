import type { Font, NoteElement, ShapeElement, TextElement } from '@drawbridge/board'
import { heightForLabel, labelBox } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { resized } from './resized.ts'
import type { Size } from './viewport.ts'

/** How words look, as far as their size depends on it. */
export interface TextLooks {
  readonly font: Font
  /** Board units. */
  readonly fontSize: number
  /** The width in board units at which lines are broken; undefined where they are not. */
  readonly wrapAt?: number | undefined
}

/** The size in board units of a text in the fonts of the renderer. */
export type MeasureText = (text: string, looks: TextLooks) => Size

/** The width at which words break that stand in the box. */
export function wrapWidth(box: Box): number {
  return Math.max(1, box.maxX - box.minX)
}

/** Where words are aligned to, in fractions of their box. */
export const alignShare = { start: 0, center: 0.5, end: 1 } as const

/** The box that a text needs, its alignment staying where it is. */
export function textBox(element: TextElement, measure: MeasureText): Vector & Size {
  const { font, fontSize, wraps, width } = element
  const size = measure(element.text, { font, fontSize, wrapAt: wraps ? width : undefined })
  const anchor = { x: alignShare[element.align], y: 0 }
  return resized(element, { width: wraps ? width : size.width, height: size.height }, anchor)
}

/** The box of a shape or a note that has grown downwards as far as its words need it; nothing where they fit. */
export function grownBox(element: ShapeElement | NoteElement, measure: MeasureText): Partial<Vector & Size> {
  if (element.text === '') return {}
  const { font, fontSize, width } = element
  const wrapAt = wrapWidth(labelBox(element))
  const height = heightForLabel(element, measure(element.text, { font, fontSize, wrapAt }).height)
  return height <= element.height ? {} : resized(element, { width, height }, { x: 0.5, y: 0 })
}
