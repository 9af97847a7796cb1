import type { Element, ElementChanges } from '@drawbridge/board'
import {
  applyToElement,
  badOperation,
  createElement,
  ellipse,
  eraseStroke,
  frame,
  hasProperty,
  image,
  line,
  note,
  page,
  propertyKinds,
  shape,
  stroke,
  text,
} from '@drawbridge/board'
import { everyLook, freeFonts, readPdf } from '@drawbridge/testkit'
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { paint } from './paint.ts'
import { renderPdf } from './pdf.ts'
import { canvasPicture } from './png.ts'
import { renderSvg } from './svg.ts'
import { aboutMeasure } from './text-layout.ts'
import { nodePath, TiledBoard } from './testing/tiled-board.ts'
import { themes } from './theme.ts'

beforeAll(() => {
  vi.stubGlobal('Path2D', nodePath)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const identity = { id: 'A'.repeat(22), index: 'a0' }
const elsewhere = `${'A'.repeat(21)}Q`
const file = 'A'.repeat(43)
const far = 1e9
const box = (minX: number, minY: number, width: number, height: number) => ({
  box: { minX, minY, maxX: minX + width, maxY: minY + height },
})
const square = box(10, 10, 40, 40)
const hatched = { fill: 'red', fillStyle: 'cross-hatch', roughness: 3 } as const

function ink(points: readonly (readonly [x: number, y: number])[], more: ElementChanges = {}) {
  const pressed = points.map(([x, y], i) => ({ x, y, pressure: 0.5, time: 16 * i }))
  return stroke({ ...identity, ...more, points: pressed })
}

const wave = Array.from({ length: 20 }, (_, i) => [10 + 4 * i, 30 + 9 * Math.sin(i)] as const)

function rubbedOut(more: ElementChanges): Element {
  const whole = ink(wave, more)
  return applyToElement(whole, eraseStroke(whole.id, 'all', [0, 256 * wave.length])) ?? whole
}

/**
 * Whether a picture of all of it shows anything. Either may be right of what is much thinner than a pixel, and of lines
 * without a length: some libraries make dots of them.
 */
type Seen = 'seen' | 'unseen' | 'either'

const table: readonly (readonly [name: string, seen: Seen, element: Element])[] = [
  ['ink of one point', 'seen', ink([[20, 20]], { strokeWidth: 8 })],
  ['ink of one point, turned and mirrored', 'seen', ink([[20, 20]], { rotation: 1, scaleX: -1 })],
  ['ink of equal points', 'seen', ink(Array(9).fill([20, 20]), { strokeWidth: 8 })],
  ['ink there and back', 'seen', ink([[20, 20], [60, 20], [20, 20]], { strokeWidth: 8 })], // prettier-ignore
  ['ink without points', 'unseen', ink([])],
  ['ink without points, turned', 'unseen', ink([], { rotation: 1 })],
  ['ink that is rubbed out', 'unseen', rubbedOut({})],
  ['ink that is rubbed out, turned', 'unseen', rubbedOut({ rotation: 2 })],
  ['marked ink that is rubbed out', 'unseen', rubbedOut({ brush: 'highlighter', rotation: 2 })],
  ['ink that is shown without a size', 'seen', ink(wave, { scaleX: 0, scaleY: 0, strokeWidth: 8 })],
  ['ink that is shown without a height', 'seen', ink(wave, { scaleY: 0, rotation: 0.5 })],
  ['ink that is shown ten thousand times as large', 'seen', ink(wave, { scaleX: 1e4, scaleY: -1e4 })],
  ['ink far away', 'seen', ink(wave.map(([x, y]) => [x + far, y - far] as const))],
  ['ink from here to far away', 'seen', ink([[0, 0], [1e8, 1e8]], { strokeWidth: 1e4 })], // prettier-ignore
  ['the widest ink', 'seen', ink(wave, { strokeWidth: 10_000 })],
  ['the thinnest ink', 'seen', ink(wave, { strokeWidth: 0.01 })],
  ['the widest marker, at one point', 'seen', ink([[0, 0]], { brush: 'highlighter', strokeWidth: 10_000 })],
  ['a marker at equal points', 'seen', ink(Array(9).fill([20, 20]), { brush: 'highlighter', strokeWidth: 8 })],
  ['nothing of ink', 'unseen', ink(wave, { opacity: 0 })],

  ['a shape without a size', 'unseen', shape({ ...identity, ...box(10, 10, 0, 0), fill: 'red' })],
  ['a sketched shape without a size', 'unseen', shape({ ...identity, ...box(10, 10, 0, 0), ...hatched })],
  ['a star without a width', 'seen', shape({ ...identity, ...box(10, 10, 0, 50), shape: 'star', ...hatched })],
  ['a cloud without a height', 'seen', shape({ ...identity, ...box(10, 10, 50, 0), shape: 'cloud' })],
  ['a dotted ellipse without a size', 'unseen', ellipse({ ...identity, ...box(0, 0, 0, 0), dash: 'dotted' })],
  ['corners rounder than the shape', 'seen', shape({ ...identity, ...square, radius: 1e9 })],
  ['a shape far away', 'seen', shape({ ...identity, ...box(far, -far, 40, 40), fill: 'red', rotation: 1 })],
  ['a huge shape', 'either', shape({ ...identity, ...box(-far, -far, far, far), strokeWidth: 1e4, ...hatched })],
  ['a huge dashed shape', 'seen', shape({ ...identity, ...box(0, 0, far, far), fill: 'red', dash: 'dashed' })],
  ['a huge shape without a height', 'seen', shape({ ...identity, ...box(0, 0, 5e4, 0), ...hatched, strokeWidth: 1e4 })],
  ['an extreme turn', 'seen', shape({ ...identity, ...square, fill: 'red', rotation: 1000 })],
  ['an extreme turn back', 'seen', shape({ ...identity, ...square, ...hatched, rotation: -1000 })],
  ['the widest outline', 'seen', shape({ ...identity, ...square, strokeWidth: 10_000, dash: 'dotted' })],
  ['the widest sketched outline', 'seen', shape({ ...identity, ...square, strokeWidth: 10_000, ...hatched })],
  ['no words on a shape', 'seen', shape({ ...identity, ...square, text: '' })],
  ['words on a shape without a size', 'seen', shape({ ...identity, ...box(10, 10, 0, 0), text: 'no room' })],
  ['the largest words on a shape', 'seen', shape({ ...identity, ...square, text: 'no room', fontSize: 10_000 })],

  ['a note without a size', 'unseen', note({ ...identity, ...box(10, 10, 0, 0) })],
  ['a note without a size, with words', 'seen', note({ ...identity, ...box(10, 10, 0, 0), text: 'no room' })],
  ['no words', 'unseen', text({ ...identity, at: { x: 0, y: 0 }, text: '' })],
  ['nothing but blanks', 'unseen', text({ ...identity, at: { x: 0, y: 0 }, text: ' \n\t\n', wraps: true })],
  ['words without room', 'seen', text({ ...identity, at: { x: 0, y: 0 }, text: 'one two', wraps: true })],
  ['the largest words', 'seen', text({ ...identity, at: { x: 0, y: 0 }, text: 'one', width: 3e4, height: 1e4, fontSize: 10_000 })],
  ['the smallest words', 'either', text({ ...identity, at: { x: 0, y: 0 }, text: 'one', fontSize: 0.01 })],
  ['words far away', 'seen', text({ ...identity, at: { x: far, y: far }, text: 'one', width: 50, height: 25 })],
  ['what is no letter', 'seen', text({ ...identity, at: { x: 0, y: 0 }, text: 'a\u0000\u0007\uffff]]>', width: 60, height: 25 })],

  ['a line without a length', 'either', line({ ...identity, from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, startHead: 'arrow', endHead: 'dot' })],
  ['a curve without a length', 'either', line({ ...identity, from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, route: 'curved', bend: 9, endHead: 'bar' })],
  ['a curve that is bent far away', 'either', line({ ...identity, from: { x: 0, y: 0 }, to: { x: 9, y: 9 }, route: 'curved', bend: far })],
  ['an elbow without a length', 'either', line({ ...identity, from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, route: 'elbow', endHead: 'diamond' })],
  ['a line to far away', 'either', line({ ...identity, from: { x: 0, y: 0 }, to: { x: far, y: -far }, roughness: 3, strokeWidth: 1e4, endHead: 'arrow' })],
  ['a dotted line to far away', 'either', line({ ...identity, from: { x: 0, y: 0 }, to: { x: far, y: 0 }, dash: 'dotted', strokeWidth: 1e4 })],
  ['words on a line without a length', 'seen', line({ ...identity, from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, text: 'no room' })],
  ['a line that is joined to what is not there', 'seen', line({ ...identity, from: { x: 0, y: 0 }, to: { x: 9, y: 9 }, endElement: elsewhere, endX: 1 })],

  ['a frame without a size or a name', 'unseen', frame({ ...identity, ...box(10, 10, 0, 0), text: '' })],
  ['a frame far away', 'seen', frame({ ...identity, ...box(far, far, 100, 100), text: 'far', rotation: 1 })],
  ['what lies in a frame that is not there', 'seen', shape({ ...identity, ...square, frame: elsewhere })],
  ['a picture that is not here', 'seen', image({ ...identity, ...square, file, text: 'a cat' })],
  ['a picture without a size', 'unseen', image({ ...identity, ...box(10, 10, 0, 0), file })],
  ['a picture of nothing of a file', 'seen', image({ ...identity, ...square, file, cropWidth: 0, cropHeight: 0 })],
  ['a picture of what is beside a file', 'seen', image({ ...identity, ...square, file, cropX: 1, cropY: 1 })],
  ['a huge picture', 'seen', image({ ...identity, ...box(0, 0, far, far), file, flipX: true })],
  ['a page', 'unseen', page({ ...identity, text: 'Plan' })],
] // prettier-ignore

const isWrong = /NaN|Infinity|undefined|null|\[object/

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** How many pixels are painted, of a picture of all of it. */
function painted(
  element: Element,
  pictures?: () => { source: CanvasImageSource; width: number; height: number },
) {
  const picture = canvasPicture([element], { longestSide: 400, ...(pictures ? { pictures } : {}) })
  expect(picture.width * picture.height * picture.scale).toBeGreaterThan(0)
  const context = createCanvas(picture.width, picture.height).getContext('2d')
  picture.paint(context as unknown as CanvasRenderingContext2D)
  const { data } = context.getImageData(0, 0, picture.width, picture.height)
  let pixels = 0
  for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) pixels++
  return pixels
}

const photo = () => {
  const source = createCanvas(20, 10)
  source.getContext('2d').fillRect(0, 0, 20, 10)
  return {
    bytes: new Uint8Array(source.toBuffer('image/png')),
    source: source as unknown as CanvasImageSource,
  }
}

describe.each(table)('%s', (_, seen, element) => {
  test('may be on a board', () => {
    expect(badOperation(createElement(element))).toBeUndefined()
  })

  test.each([themes.light, themes.dark])('is painted with finite numbers, $name', (theme) => {
    for (const op of paint(element, theme, aboutMeasure))
      for (const value of numbersIn(op)) expect(value).toSatisfy(Number.isFinite)
  })

  test(`is ${seen} in a PNG`, () => {
    const pixels = painted(element)
    if (seen === 'seen') expect(pixels).toBeGreaterThan(0)
    if (seen === 'unseen') expect(pixels).toBe(0)
  })

  test('is an SVG without anything that a reader would reject', () => {
    const svg = renderSvg([element])
    expect(svg).not.toMatch(isWrong)
    expect(svg).toMatch(/^<svg [^>]* width="[\d.e+]+" height="[\d.e+]+" viewBox="[-\d.e+ ]+">\n/)
    // eslint-disable-next-line no-control-regex -- XML cannot hold them
    expect(svg).not.toMatch(/[\u0000-\u0008\uffff]/)
  })

  test('is a page of a PDF, in numbers as PDF writes them', async () => {
    const [found] = readPdf(await renderPdf([{ name: '', elements: [element] }], { fonts: freeFonts() }))
    expect(found?.width).toBeGreaterThanOrEqual(3)
    expect(found?.height).toBeGreaterThanOrEqual(3)
    expect(found?.content).not.toMatch(isWrong)
    // PDF has no exponents.
    expect(found?.content).not.toMatch(/\d[eE][-+]?\d/)
  })

  test.each([1, 0.02, 20])('becomes sharp in tiles at zoom %d', (zoom) => {
    const viewport = { x: element.x - 20, y: element.y - 20, zoom }
    const tiled = new TiledBoard([element]).settle({ viewport })
    expect(tiled.layer.isSharp).toBe(true)
  })
})

describe('a picture that is here', () => {
  const pictures = table.flatMap(([name, , element]) =>
    element.type === 'image' ? [[name, element] as const] : [],
  )
  test.each(pictures)('%s', async (_, element) => {
    const { bytes, source } = photo()
    painted(element, () => ({ source, width: 20, height: 10 }))
    expect(renderSvg([element], { pictures: () => 'data:image/png;base64,' })).not.toMatch(isWrong)
    const pdf = await renderPdf([{ name: '', elements: [element] }], {
      fonts: freeFonts(),
      pictures: () => bytes,
    })
    expect(readPdf(pdf)[0]?.content).not.toMatch(/NaN|Infinity|\d[eE][-+]?\d/)
  })
})

describe('what no painter could paint is refused before it is on a board', () => {
  const kinds = [...everyLook(file), page(identity)]
  test.each(
    [...new Map(kinds.map((element) => [element.type, element])).values()].map(
      (element) => [element.type, element] as const,
    ),
  )('%s', (_, element) => {
    const numbers = Object.entries(propertyKinds).filter(
      ([name, { encoding }]) => encoding === 'number' && hasProperty(element, name),
    )
    expect(numbers.length).toBeGreaterThan(3)
    for (const [name] of numbers)
      for (const value of [NaN, Infinity, -Infinity])
        expect(badOperation(createElement({ ...element, [name]: value }))).toContain(name)
  })
})
