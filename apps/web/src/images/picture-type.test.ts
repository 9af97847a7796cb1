import { expect, test } from 'vitest'
import { isCommonPicture, isSvg } from './picture-type.ts'

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))

test.each([
  ['a PNG', '89504e470d0a1a0a', true],
  ['a JPEG', 'ffd8ffe000104a46', true],
  ['a GIF', '474946383961', true],
  ['a WebP', '524946461a00000057454250', true],
  ['an AVIF', '0000002066747970617669660000', true],
  ['a BMP', '424d36000000', false],
  ['a HEIC', '0000001866747970686569630000', false],
  ['nothing', '', false],
])('%s: %j is common: %s', (_name, hex, common) => {
  expect(isCommonPicture(bytes(hex))).toBe(common)
})

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', true],
  ['\n<?xml version="1.0"?>\n<!-- a -->\n<svg>', true],
  ['<p>about <svg></p>', false],
  ['<svgs>', false],
])('%j is an SVG: %s', (text, svg) => {
  expect(isSvg(text)).toBe(svg)
})
