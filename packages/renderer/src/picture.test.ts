import type { ImageElement } from '@drawbridge/board'
import { elementId, image } from '@drawbridge/board'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paintOnCanvas } from './canvas-paint.ts'
import type { Pictures } from './pictures.ts'
import { renderSvg } from './svg.ts'
import { Surface } from './surface.ts'
import { NoPath, recordingCanvas } from './testing/canvas.ts'
import { themes } from './theme.ts'

beforeEach(() => {
  vi.stubGlobal('Path2D', NoPath)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const file = 'A'.repeat(43)
const source = {} as CanvasImageSource
const cropped = { cropX: 0.25, cropY: 0.5, cropWidth: 0.5, cropHeight: 0.25 }
const picture = (more: Partial<ImageElement> = {}) =>
  image({
    id: elementId(new Uint8Array(16)),
    index: 'a0',
    box: { minX: 10, minY: 20, maxX: 110, maxY: 70 },
    file,
    text: 'a <cat>',
    ...more,
  })

/** What is told to a canvas on which this picture is painted, at zoom 2. */
function painted(element: ImageElement, pictures: Pictures): string[] {
  const { canvas, take } = recordingCanvas()
  const surface = new Surface(canvas, {}, pictures)
  paintOnCanvas(surface, { x: 0, y: 0, zoom: 2 }, themes.light, element)
  const names = ['drawImage', 'scale', 'fillText']
  return take()
    .filter(([name]) => names.includes(name))
    .map(([name, ...values]) => [name, ...values.filter((value) => value !== source)].join(' '))
}

const here = (progress?: number): Pictures => ({
  get: () => ({ source, width: 400, height: 200 }),
  progress: () => progress,
})

test('a picture fills its box with the part that is seen, mirrored as it is', () => {
  expect(painted(picture(), here())).toEqual(['scale 1 1', 'drawImage 0 0 400 200 0 0 100 50'])
  expect(painted(picture({ ...cropped, flipX: true }), here())).toEqual([
    'scale -1 1',
    'drawImage 100 100 200 50 0 0 100 50',
  ])
})

test('it is asked for as large as it is painted, all of it', () => {
  const get = vi.fn(() => undefined)
  painted(picture(cropped), { get, progress: () => undefined })
  expect(get).toHaveBeenCalledExactlyOnceWith(file, 400)
})

test('until it is here, its text stands for it', () => {
  expect(painted(picture(), { get: () => undefined, progress: () => undefined })).toEqual([
    expect.stringMatching(/^fillText a <cat> 50 /),
  ])
})

test('a crop of nothing breaks nothing', () => {
  const nothing = picture({ cropWidth: 0, cropHeight: 0, width: 0, height: 0 })
  for (const call of painted(nothing, here())) expect(call).not.toContain('NaN')
  expect(renderSvg([nothing], { pictures: () => 'data:,' })).not.toMatch(/NaN|Infinity/)
})

test('an SVG holds the pictures that are at hand, and boxes with their text for the others', () => {
  const svg = renderSvg([picture({ ...cropped, flipX: true })], {
    pictures: () => 'data:image/png;base64,AA==',
  })
  expect(svg).toContain('<g transform="translate(100 0) scale(-1 1)">')
  expect(svg).toContain('<svg width="100" height="50" viewBox="50 100 100 50" preserveAspectRatio="none">')
  expect(svg).toContain('<image href="data:image/png;base64,AA==" width="200" height="200"')
  expect(svg).toContain('<title>a &lt;cat&gt;</title>')
  const without = renderSvg([picture()])
  expect(without).not.toContain('<image')
  expect(without).toContain('a &lt;cat&gt;</tspan>')
})
