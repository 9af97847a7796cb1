import type { Element } from '@drawbridge/board'
import { elementId, frame, image, rectangle } from '@drawbridge/board'
import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { layOutPicture } from './picture-layout.ts'
import type { CanvasPictureOptions } from './png.ts'
import { canvasPicture } from './png.ts'
import { themes } from './theme.ts'

const identity = (number: number) => ({ id: elementId(new Uint8Array(16).fill(number)), index: `a${number}` })
const box = (minX: number, minY: number, width: number, height: number) => ({
  box: { minX, minY, maxX: minX + width, maxY: minY + height },
})
const area = (number: number, at: ReturnType<typeof box>, more: Partial<Element> = {}) =>
  rectangle({ ...identity(number), ...at, fill: '#ff0000', color: '#ff0000', ...more })

/** The picture of the elements, and what colour is where on the board: red, green, blue and how opaque, 0…255. */
function painted(elements: readonly Element[], options: CanvasPictureOptions = {}) {
  const picture = canvasPicture(elements, { padding: 10, ...options })
  const { minX, minY } = layOutPicture(elements, 10).box
  const pixel = (length: number) => Math.floor(length * picture.scale)
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  picture.paint(context as unknown as CanvasRenderingContext2D)
  return {
    picture,
    at: (x: number, y: number) => [...context.getImageData(pixel(x - minX), pixel(y - minY), 1, 1).data],
  }
}

const red = [255, 0, 0, 255]
const nothing = [0, 0, 0, 0]

test('covers its elements and the padding at its scale', () => {
  const { picture, at } = painted([area(1, box(100, 50, 80, 40))], { scale: 2 })
  // Half a line's width around the shape, and the padding.
  expect([picture.width, picture.height, picture.scale]).toEqual([204, 124, 2])
  expect(at(140, 70)).toEqual(red)
  expect(at(95, 70)).toEqual(nothing)
})

test('no side and no whole gets larger than is allowed', () => {
  const wide = [area(1, box(0, 0, 100_000, 10))]
  expect(canvasPicture(wide, { scale: 3, longestSide: 1000 }).width).toBe(1000)
  expect(canvasPicture(wide, { longestSide: 1000 }).height).toBe(1)
  const { width, height } = canvasPicture([area(1, box(0, 0, 5000, 5000))], { mostPixels: 10_000 })
  expect(width * height).toBe(10_000)
})

test('of nothing is blank', () => {
  const { picture, at } = painted([], { background: 'paper', theme: themes.dark })
  expect([picture.width, picture.height]).toEqual([100, 100])
  expect(at(50, 50)).toEqual([0x16, 0x18, 0x1d, 255])
})

test('a frame cuts what lies in it', () => {
  const around = frame({ ...identity(1), ...box(0, 0, 50, 50) })
  const { at } = painted([around, area(2, box(30, 20, 80, 20), { frame: around.id })])
  expect(at(40, 30)).toEqual(red)
  expect(at(70, 30)).toEqual(nothing)
})

test('a picture is cropped, mirrored and see-through as it is on the board', () => {
  const source = createCanvas(40, 20)
  const halves = source.getContext('2d')
  halves.fillStyle = '#00ff00'
  halves.fillRect(0, 0, 20, 20)
  halves.fillStyle = '#0000ff'
  halves.fillRect(20, 0, 20, 20)
  const pictures = () => ({ source: source as unknown as CanvasImageSource, width: 40, height: 20 })
  const photo = (more: Partial<Element>) =>
    image({ ...identity(1), ...box(0, 0, 100, 50), file: 'A'.repeat(43), ...more })
  expect(painted([photo({})], { pictures }).at(20, 25)).toEqual([0, 255, 0, 255])
  expect(painted([photo({ flipX: true })], { pictures }).at(20, 25)).toEqual([0, 0, 255, 255])
  expect(painted([photo({ cropX: 0.5, cropWidth: 0.5 })], { pictures }).at(20, 25)).toEqual([0, 0, 255, 255])
  expect(painted([photo({ opacity: 0.5 })], { pictures }).at(20, 25)[3]).toBe(128)
  expect(painted([photo({})]).at(20, 10)).not.toEqual(nothing)
})
