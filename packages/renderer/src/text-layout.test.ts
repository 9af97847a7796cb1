import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MeasureLine } from './text-layout.ts'
import { aboutMeasure, isRightToLeft, layoutText } from './text-layout.ts'

/** Every character is as wide as one unit. */
const letters: MeasureLine = (line) => [...line].length
const at = (wrapAt?: number) => ({ font: 'sans', fontSize: 10, wrapAt }) as const
const lines = (text: string, wrapAt?: number) =>
  layoutText(text, at(wrapAt), letters).lines.map((line) => line.text)

describe('a text is broken', () => {
  test.each([
    ['only where it says, without a width', 'one two\nthree', undefined, ['one two', 'three']],
    ['between words', 'one two three', 8, ['one two', 'three']],
    ['at a word that just fits', 'one two', 7, ['one two']],
    ['within a word that is wider than a line', 'abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
    ['after a hyphen', 'well-known', 6, ['well-', 'known']],
    ['between Chinese characters', '白板可以无限大', 3, ['白板可', '以无限', '大']],
    ['and keeps empty lines', 'a\n\nb', 5, ['a', '', 'b']],
    ['and keeps blanks within a line', 'a   b', 9, ['a   b']],
    ['and is one empty line when it is empty', '', 5, ['']],
  ])('%s', (_, text, wrapAt, expected) => {
    expect(lines(text, wrapAt)).toEqual(expected)
  })
})

test('whatever it says, nothing is lost but blanks, and no line is wider than there is room', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', '\n', '白', 'ع', '😀'), maxLength: 60 })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 12 }), (words, wrapAt) => {
      const { lines: broken, width } = layoutText(words, at(wrapAt), letters)
      expect(broken.map((line) => line.text).join('').replaceAll(' ', '')).toBe(words.replaceAll(/[ \n]/g, '')) // prettier-ignore
      for (const line of broken) expect([...line.text.trimEnd()].length).toBeLessThanOrEqual(wrapAt)
      expect(width).toBeLessThanOrEqual(Math.max(wrapAt, [...words].length))
    }),
  )
})

test('its size is that of its widest line and of all its lines', () => {
  expect(layoutText('one\nthree', at(), letters)).toMatchObject({ width: 5, height: 25 })
})

test('a paragraph is read from where its first letter is', () => {
  expect(['abc', 'مرحبا abc', '123 שלום', '12', ''].map(isRightToLeft)).toEqual([false, true, true, false, false]) // prettier-ignore
})

test('without fonts, wide letters count for more than narrow ones', () => {
  expect(aboutMeasure('mmm', 'sans', 10)).toBeGreaterThan(aboutMeasure('iii', 'sans', 10))
  expect(aboutMeasure('mmm', 'mono', 10)).toBe(aboutMeasure('iii', 'mono', 10))
  expect(aboutMeasure('白', 'serif', 10)).toBe(10)
})
