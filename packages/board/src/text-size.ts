import type { Font } from './element.ts'

/** Height of a line of text in font sizes. */
export const lineHeight = 1.25

/** Widths in font sizes, of usual fonts. */
const widthOf: Readonly<Record<Font, number>> = { sans: 0.54, serif: 0.5, mono: 0.61, hand: 0.56 }
const narrow = /[\s.,:;'`|!iljtfrI()[\]]/
const wide = /[mwMW@%]/
/** Chinese, Japanese, Korean and pictures are as wide as they are high. */
const square =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Extended_Pictographic}/u

/**
 * How wide a line of text is about, in board units. Only browsers have fonts; this is for hits, bounds and for papers
 * that are painted without a browser.
 */
export function aboutWidth(line: string, font: Font, fontSize: number): number {
  let width = 0
  for (const character of line) {
    if (square.test(character)) width += 1
    else if (font !== 'mono' && narrow.test(character)) width += 0.6 * widthOf[font]
    else if (font !== 'mono' && wide.test(character)) width += 1.6 * widthOf[font]
    else width += widthOf[font]
  }
  return width * fontSize
}
