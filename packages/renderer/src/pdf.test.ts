import type { Element } from '@drawbridge/board'
import { elementId, image, note, text } from '@drawbridge/board'
import { everyLook, freeFonts, readPdf } from '@drawbridge/testkit'
import { createCanvas } from '@napi-rs/canvas'
import { deflateSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import type { PdfOptions } from './pdf.ts'
import { renderPdf } from './pdf.ts'
import { themes } from './svg.ts'
import { square, strokeOf } from './testing/elements.ts'

const fonts = freeFonts()
const file = 'A'.repeat(43)
const identity = { id: elementId(new Uint8Array(16).fill(7)), index: 'a7' }

async function pagesOf(elements: readonly Element[], options: Partial<PdfOptions> = {}) {
  return readPdf(await renderPdf([{ name: '', elements }], { fonts, ...options }))
}

async function pageOf(elements: readonly Element[], options: Partial<PdfOptions> = {}) {
  const [page] = await pagesOf(elements, options)
  if (!page) throw new Error('there is no page')
  return page
}

const words = (written: string, more: Partial<Element> = {}) =>
  ({
    ...text({ ...identity, at: { x: 0, y: 0 }, text: written, width: 200, height: 25 }),
    ...more,
  }) as Element

test('a page is as large as what is on it: 72 points for 96 board units', async () => {
  const { width, height } = await pageOf([square(1, 0, 0)], { padding: 28 })
  // The board counts half a line's width around a shape.
  expect([width, height]).toEqual([72.75 + 0.75, 72.75 + 0.75])
})

test('each page of the board is one of the PDF, and has its name in the table of contents', async () => {
  const bytes = await renderPdf(
    [
      { name: 'Plan', elements: [words('first')] },
      { name: '', elements: [] },
      { name: 'Идеи', elements: [words('third')] },
    ],
    { fonts, title: 'All of it' },
  )
  expect(readPdf(bytes).map((page) => page.text)).toEqual(['first', '', 'third'])
  const found = Buffer.from(bytes).toString('latin1')
  expect(found).toContain('/Title (Plan)')
  expect(found).toContain('(All of it)')
})

test('words of every script that the fonts have can be searched', async () => {
  const found = await pageOf([words('Grüße, мир! fine'), words('\tκόσμε\u0000')])
  expect(found.text).toBe('Grüße, мир! fine\n κόσμε')
})

test('what is read from the right begins there, word by word', async () => {
  const { text: found } = await pageOf([words('שלום abc עולם')])
  // Letters are put on the page from left to right.
  expect(found.split('\n')).toEqual(['םלוע', 'abc ', ' םולש'])
})

test('a line is as wide as it is on the board, whatever the font', async () => {
  const { content } = await pageOf([words('wide')], { measure: () => 500, padding: 0 })
  const wide = /^([\d.]+) 0 0 1 0 19.4 cm$/m.exec(content)
  const { content: narrow } = await pageOf([words('wide')], { measure: () => 250, padding: 0 })
  expect(wide).not.toBeNull()
  expect(Number(wide?.[1])).toBeCloseTo(2 * Number(/^([\d.]+) 0 0 1 0 19.4 cm$/m.exec(narrow)?.[1]), 3)
})

test('a letter that the first font lacks is taken from the next', async () => {
  const [sans = new Uint8Array(), mono = new Uint8Array()] = [fonts.sans[0], fonts.mono[0]]
  const bytes = await renderPdf([{ name: '', elements: [words('a\u05d0')] }], {
    fonts: { ...fonts, sans: [mono, sans] },
  })
  expect(readPdf(bytes)[0]?.text).toBe('a\n\u05d0')
})

test('whoever has a faster compressor brings it', async () => {
  const deflate = vi.fn((bytes: Uint8Array) => deflateSync(bytes, { level: 1 }))
  const page = await pageOf([words('fast')], { deflate })
  expect(page.text).toBe('fast')
  expect(page.content).toBe((await pageOf([words('fast')])).content)
  expect(deflate).toHaveBeenCalledOnce()
})

test('of nothing is one blank page, and of no fonts has no words', async () => {
  expect(await pagesOf([])).toMatchObject([{ width: 75, height: 75, text: '' }])
  const none = { sans: [], serif: [], mono: [], hand: [] }
  expect(await pagesOf([words('lost')], { fonts: none })).toMatchObject([{ text: '' }])
})

test('a board that is too large for a page is made smaller', async () => {
  const { width, height } = await pageOf([square(1, 0, 0), square(2, 1e6, 0)])
  expect(width).toBe(14_400)
  expect(height).toBe(3)
})

test('opacity and highlighters are kept, each state said once', async () => {
  const bytes = await renderPdf([{ name: '', elements: everyLook(file) }], { fonts })
  const found = Buffer.from(bytes).toString('latin1')
  expect(found.match(/\/BM \/Multiply/g)).toHaveLength(2)
  expect(found.match(/\/ca 0.6\b/g)).toHaveLength(1)
  const dark = await renderPdf([{ name: '', elements: everyLook(file) }], { fonts, theme: themes.dark })
  expect(Buffer.from(dark).toString('latin1')).toContain('/BM /Screen')
})

test('the background is as soft as on the board, and there is none unless it is asked for', async () => {
  const { content } = await pageOf([strokeOf(1, { x: 0, y: 0 })], { background: 'yellow' })
  const plain = await pageOf([strokeOf(1, { x: 0, y: 0 })])
  expect(content).toMatch(/\n\.980392 \.929412 \.705882 rg\n-24 -24 48 48 re f\n/)
  expect(plain.content).not.toContain(' re f')
})

test('a picture is in the file once, and its place says what is missing of one that is not here', async () => {
  const canvas = createCanvas(20, 10)
  const png = canvas.toBuffer('image/png')
  const picture = (minX: number) =>
    image({
      ...identity,
      box: { minX, minY: 0, maxX: minX + 100, maxY: 50 },
      file,
      text: 'a cat',
      cropWidth: 0.5,
    })
  const here = await renderPdf([{ name: '', elements: [picture(0), picture(200)] }], {
    fonts,
    pictures: () => png,
  })
  // The picture itself, and how see-through it is.
  expect(
    Buffer.from(here)
      .toString('latin1')
      .match(/\/Subtype \/Image/g),
  ).toHaveLength(2)
  const [page] = readPdf(here)
  expect(page?.content.match(/\/I1 Do/g)).toHaveLength(2)
  expect(page?.text).toBe('')
  expect((await pageOf([picture(0)])).text).toBe('a cat')
  // A WebP: whoever has one makes a PNG of it first.
  expect((await pageOf([picture(0)], { pictures: () => new Uint8Array([0x52, 0x49]) })).text).toBe('a cat')
})

test('no words can leave their place', async () => {
  const nasty = ') Tj ET Q (\\'
  const { text: found } = await pageOf([
    note({ ...identity, box: { minX: 0, minY: 0, maxX: 500, maxY: 90 }, text: nasty }),
  ])
  expect(found).toBe(nasty)
})
