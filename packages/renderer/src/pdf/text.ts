import { lineHeight } from '@drawbridge/board'
import { baseline } from '../font.ts'
import type { TextOp } from '../paint-op.ts'
import { textLeft } from '../paint-op.ts'
import type { MeasureLine } from '../text-layout.ts'
import type { PdfContent } from './content.ts'
import type { FontSet } from './fonts.ts'
import type { PDFDocument } from './libraries.ts'

/**
 * Text as text, so that it can be searched and copied.
 * @param measure how wide lines are on the board: each is fitted to that, whatever its font is here
 */
export function writeText(
  op: TextOp,
  document: PDFDocument,
  content: PdfContent,
  fonts: FontSet,
  measure: MeasureLine,
): void {
  content.fillColor(op.color)
  op.lines.forEach((line, i) => {
    const runs = fonts.runs(line.text, line.rightToLeft, op.font)
    const natural = op.fontSize * runs.reduce((sum, { width }) => sum + width, 0)
    const wanted = measure(line.text, op.font, op.fontSize)
    if (!(natural > 0 && wanted > 0)) return
    const stretch = wanted / natural
    const left = textLeft(op, line, wanted)
    const y = op.y + (i * lineHeight + baseline) * op.fontSize
    content.save()
    content.transform(stretch, 0, 0, 1, left, y)
    document.addContent(content.take())
    let x = 0
    for (const { text, font, width } of runs) {
      document.font(font, op.fontSize)
      document.text(text, x, 0, { lineBreak: false, baseline: 'alphabetic', features: [] })
      x += width * op.fontSize
    }
    content.restore()
  })
}
