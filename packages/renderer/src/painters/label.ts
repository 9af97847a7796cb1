import type { NoteElement, ShapeElement } from '@drawbridge/board'
import { labelBox } from '@drawbridge/board'
import type { TextOp } from '../paint-op.ts'
import type { MeasureLine } from '../text-layout.ts'
import { layoutText } from '../text-layout.ts'

/** The words on a shape or a note; none where there are none. */
export function label(
  element: ShapeElement | NoteElement,
  color: string,
  measure: MeasureLine,
): readonly TextOp[] {
  const { text, fontSize, font, align, verticalAlign } = element
  if (text === '') return []
  const { minX, minY, maxX, maxY } = labelBox(element)
  const width = Math.max(1, maxX - minX)
  const { lines, height } = layoutText(text, { font, fontSize, wrapAt: width }, measure)
  const share = { top: 0, middle: 0.5, bottom: 1 }[verticalAlign]
  const y = minY - element.y + (maxY - minY - height) * share
  return [{ kind: 'text', lines, color, fontSize, font, align, x: minX - element.x, y, width }]
}
