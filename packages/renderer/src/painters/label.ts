import type { Align, Font, VerticalAlign } from '@drawbridge/board'
import { lineHeight } from '../font.ts'
import type { TextOp } from '../paint-op.ts'

interface Labelled {
  readonly width: number
  readonly height: number
  readonly text: string
  readonly fontSize: number
  readonly font: Font
  readonly align: Align
  readonly verticalAlign: VerticalAlign
}

/** Between words and the edge of what they stand on, in board units. */
const padding = 8

/** The words on a shape or a note; none where there are none. */
export function label(element: Labelled, color: string): readonly TextOp[] {
  const { text, fontSize, font, align, verticalAlign, width, height } = element
  if (text === '') return []
  const lines = text.split('\n')
  const free = height - 2 * padding - lines.length * fontSize * lineHeight
  const share = { top: 0, middle: 0.5, bottom: 1 }[verticalAlign]
  const place = { x: padding, y: padding + free * share, width: width - 2 * padding }
  return [{ kind: 'text', lines, color, fontSize, font, align, ...place }]
}
