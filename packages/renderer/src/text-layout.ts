import type { Font } from '@drawbridge/board'
import { aboutWidth, lineHeight } from '@drawbridge/board'

/** The width of a line of text, in board units. */
export type MeasureLine = (line: string, font: Font, fontSize: number) => number

/** For places without fonts. */
export const aboutMeasure: MeasureLine = aboutWidth

export interface TextStyle {
  readonly font: Font
  /** Board units. */
  readonly fontSize: number
  readonly wrapAt?: number | undefined
}

/** A line as it is painted. */
export interface TextLine {
  readonly text: string
  /** It starts at the right, as Arabic and Hebrew do. */
  readonly rightToLeft: boolean
}

export interface LaidOutText {
  readonly lines: readonly TextLine[]
  /** Of the widest line, in board units; blanks at the ends of broken lines do not count. */
  readonly width: number
  readonly height: number
}

const firstLetter = /[\p{L}]/u
const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** Whether a paragraph is read from the right: as its first letter is. */
export function isRightToLeft(paragraph: string): boolean {
  return rightToLeftLetter.test(firstLetter.exec(paragraph)?.[0] ?? '')
}

/** A word with the blanks after it; or a single character of a script that is broken anywhere. */
const pieces =
  /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60][\u3001\u3002\uff01\uff0c\uff1f]*\s*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60-]*-?\s*/gu

/**
 * Breaks a text into lines.
 * @param wrapAt the width in board units at which lines are broken; only where the text says if left out
 */
export function layoutText(
  text: string,
  { font, fontSize, wrapAt = Infinity }: TextStyle,
  measure: MeasureLine,
): LaidOutText {
  const widthOf = (line: string) => measure(line, font, fontSize)
  const lines: TextLine[] = []
  let width = 0
  for (const paragraph of text.split('\n')) {
    const rightToLeft = isRightToLeft(paragraph)
    for (const line of wrapAt === Infinity ? [paragraph] : broken(paragraph, wrapAt, widthOf)) {
      lines.push({ text: line, rightToLeft })
      width = Math.max(width, widthOf(line))
    }
  }
  return { lines, width, height: lines.length * fontSize * lineHeight }
}

/** As much on each line as there is room for; words that are wider than a line are broken too. */
function broken(paragraph: string, wrapAt: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (candidate: string) => widthOf(candidate.trimEnd()) <= wrapAt
  for (const piece of paragraph.match(pieces) ?? []) {
    if (fits(line + piece)) {
      line += piece
      continue
    }
    if (line.trim() !== '') {
      lines.push(line.trimEnd())
      line = ''
    }
    for (const character of piece) {
      if (line !== '' && !fits(line + character)) {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  lines.push(line)
  return lines
}
