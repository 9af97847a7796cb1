import type { Element } from '@drawbridge/board'
import { defaultSettings, elementId, indexBetween, rectangle } from '@drawbridge/board'
import type { Pixels } from '@drawbridge/testkit'
import { comparePixels, everyLook } from '@drawbridge/testkit'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CanvasPictureOptions } from './png.ts'
import { canvasPicture } from './png.ts'
import { renderSvg } from './svg.ts'
import { nodePath, TiledBoard } from './testing/tiled-board.ts'
import { themes } from './theme.ts'

beforeAll(() => {
  vi.stubGlobal('Path2D', nodePath)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const laid = everyLook('A'.repeat(43))

/** Its edges are at whole units, so that a picture of all has its pixels where tiles have them. */
const sheet = rectangle({
  id: elementId(new Uint8Array(16).fill(255)),
  index: indexBetween(null, laid[0]?.index ?? null, 0),
  box: { minX: -59, minY: -59, maxX: 899, maxY: 619 },
  color: 'paper',
  fill: 'paper',
})
const looks: readonly Element[] = [sheet, ...laid]
const width = 1000
const height = 720
const corner = { x: -80, y: -80, zoom: 1 }
const background = 'yellow'

/** Painted at once. */
function painted(elements: readonly Element[], options: CanvasPictureOptions): Pixels {
  const { width, height, paint } = canvasPicture(elements, { background, ...options })
  const context = createCanvas(width, height).getContext('2d')
  paint(context as unknown as CanvasRenderingContext2D)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

async function read(svg: string, scale: number): Promise<Pixels> {
  const image = await loadImage(Buffer.from(svg))
  const size = { width: image.width * scale, height: image.height * scale }
  const context = createCanvas(size.width, size.height).getContext('2d')
  context.drawImage(image, 0, 0, size.width, size.height)
  return { ...size, data: context.getImageData(0, 0, size.width, size.height).data }
}

/** Of half a million and more: an SVG's paths are rounded to hundredths of a unit, which shows where lines meet. */
const fewPixels = 8

/**
 * What the library that reads the SVG here shows as browsers do: it does not blend, lays see-through pieces on each other
 * in its own way, and places letters elsewhere. End-to-end tests have all of it.
 */
const plain = looks
  .filter(
    (element) => element.opacity === 1 && !(element.type === 'stroke' && element.brush === 'highlighter'),
  )
  .map((element): Element => ('text' in element ? { ...element, text: '' } : element))

describe.each([
  ['light', 1],
  ['light', 2],
  ['dark', 1],
  ['dark', 2],
] as const)('every look, in the %s theme and at %d pixels for a unit', (name, scale) => {
  const theme = themes[name]

  test('is the same in tiles as painted at once', () => {
    const tiled = new TiledBoard(looks, { width, height, ratio: scale })
    tiled.set({ ...defaultSettings, pattern: 'none', background })
    tiled.settle({ theme, viewport: corner })
    const shown = { width: width * scale, height: height * scale, data: tiled.pixels }
    expect(comparePixels(shown, painted(looks, { theme, scale })).pixels).toBe(0)
    expect(comparePixels(shown, painted(looks.slice(0, -1), { theme, scale })).pixels).toBeGreaterThan(100)
  })

  test('is the same in an SVG as painted at once', async () => {
    const svg = renderSvg(plain, { theme, background })
    const { pixels } = comparePixels(await read(svg, scale), painted(plain, { theme, scale }))
    expect(pixels).toBeLessThanOrEqual(fewPixels)
  })
})
