import { expect, test } from 'vitest'
import { comparePixels } from './compare-pixels.ts'

/** White, 100 by 80, with a black box. */
function picture(minX: number, minY: number, width: number, height: number, ink = 0) {
  const data = new Uint8Array(100 * 80 * 4).fill(255)
  for (let y = minY; y < minY + height; y++)
    data.fill(ink, 4 * (100 * y + minX), 4 * (100 * y + minX + width))
  return { width: 100, height: 80, data }
}

const box = picture(40, 40, 20, 10)

test('a pixel beside and another shade of an edge are forgiven', () => {
  expect(comparePixels(box, box)).toEqual({ pixels: 0, share: 0, where: [0, 0] })
  expect(comparePixels(box, picture(41, 39, 20, 10)).pixels).toBe(0)
  expect(comparePixels(box, picture(40, 40, 20, 10, 30)).pixels).toBe(0)
})

test.each([
  ['is missing', picture(0, 0, 0, 0)],
  ['is elsewhere', picture(43, 40, 20, 10)],
  ['has another colour', picture(40, 40, 20, 10, 90)],
])('what %s is found, whichever picture comes first', (_, other) => {
  const { pixels, share, where } = comparePixels(box, other)
  expect(pixels).toBeGreaterThan(0)
  expect(share).toBe(pixels / 8000)
  expect(where).toEqual([32, 32])
  expect(comparePixels(other, box).pixels).toBe(pixels)
})

test('a single pixel is found, and another size refused', () => {
  const dot = picture(90, 70, 1, 1)
  expect(comparePixels(picture(0, 0, 0, 0), dot)).toMatchObject({ pixels: 1, where: [64, 64] })
  expect(() => comparePixels(box, { ...box, width: 80, height: 100 })).toThrow(/cannot be compared/)
})
