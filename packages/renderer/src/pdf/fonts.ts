import type { Font } from '@drawbridge/board'
import type { FontFile } from './libraries.ts'
import { openFont } from './libraries.ts'

/** TrueType or OpenType fonts for each kind, in order of preference: a letter is taken from the first that has it. */
export type PdfFonts = Readonly<Record<Font, readonly Uint8Array[]>>

/** A piece of a line that is of one font and is read one way. */
export interface TextRun {
  readonly text: string
  readonly font: FontFile
  /** At a size of 1. */
  readonly width: number
}

const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u
const letterOrDigit = /[\p{L}\p{N}]/u
/** A canvas shows them as blanks. */
const blanks = /[\t\n\v\f\r]/g
// eslint-disable-next-line no-control-regex -- they are what is looked for
const invisible = /[\u0000-\u001f\u007f\ufeff]/g

/** Parsed once for all the documents that embed them. */
const parsed = new WeakMap<Uint8Array, FontFile>()

function parse(bytes: Uint8Array): FontFile {
  let font = parsed.get(bytes)
  if (!font) parsed.set(bytes, (font = openFont(bytes)))
  return font
}

/** Knows which letters which font has, and how wide lines are in them. */
export class FontSet {
  readonly #fonts: Readonly<Record<Font, readonly FontFile[]>>

  /** Throws on what is no font. */
  constructor({ sans, serif, mono, hand }: PdfFonts) {
    this.#fonts = {
      sans: sans.map(parse),
      serif: serif.map(parse),
      mono: mono.map(parse),
      hand: hand.map(parse),
    }
  }

  /** In board units, if the font size is. */
  width(line: string, font: Font, fontSize: number): number {
    return fontSize * this.runs(line, false, font).reduce((sum, { width }) => sum + width, 0)
  }

  /**
   * The pieces of a line from left to right, as they are seen. Nothing for a kind without fonts.
   * @param rightToLeft where the line starts
   */
  runs(line: string, rightToLeft: boolean, kind: Font): TextRun[] {
    const fonts = this.#fonts[kind]
    const runs: { text: string; font: FontFile; rightToLeft: boolean }[] = []
    let direction = rightToLeft
    for (const character of line.toWellFormed().replace(blanks, ' ').replace(invisible, '')) {
      const before = runs.at(-1)
      if (letterOrDigit.test(character)) direction = rightToLeftLetter.test(character)
      const font = fontFor(character, fonts, before?.font)
      if (!font) return []
      if (before?.font === font && before.rightToLeft === direction) before.text += character
      else runs.push({ text: character, font, rightToLeft: direction })
    }
    const seen = rightToLeft ? runs.toReversed() : runs
    return seen.map(({ text, font }) => ({
      text,
      font,
      width: font.layout(text, []).advanceWidth / font.unitsPerEm,
    }))
  }
}

/** The font of what goes before, if it will do, so that words stay in one. */
function fontFor(
  character: string,
  fonts: readonly FontFile[],
  before: FontFile | undefined,
): FontFile | undefined {
  const code = character.codePointAt(0) ?? 0
  const has = (font: FontFile) => font.hasGlyphForCodePoint(code)
  if (before && character === ' ' && has(before)) return before
  return fonts.find(has) ?? before ?? fonts[0]
}
