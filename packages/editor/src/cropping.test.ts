import type { ImageElement } from '@drawbridge/board'
import { elementId, image } from '@drawbridge/board'
import { boxCorners, boxExpand } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Crop } from './cropping.ts'
import { cropChanges, cropOf, pulled, pushed, wholePicture } from './cropping.ts'

const fraction = fc.double({ min: 0.1, max: 1, noNaN: true })
const distance = fc.double({ min: -500, max: 500, noNaN: true })
const side = fc.constantFrom(-1, 0, 1) as fc.Arbitrary<-1 | 0 | 1>

/** Any picture, cut in any way. */
const picture: fc.Arbitrary<ImageElement> = fc
  .record({
    x: distance,
    y: distance,
    width: fc.double({ min: 20, max: 400, noNaN: true }),
    height: fc.double({ min: 20, max: 400, noNaN: true }),
    cropWidth: fraction,
    cropHeight: fraction,
    rotation: fc.double({ min: 0, max: 6, noNaN: true }),
    flipX: fc.boolean(),
    flipY: fc.boolean(),
    from: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ from, x, y, width, height, cropWidth, cropHeight, ...more }) =>
    image({
      id: elementId(new Uint8Array(16)),
      index: 'a0',
      file: 'A'.repeat(43),
      box: { minX: x, minY: y, maxX: x + width, maxY: y + height },
      cropX: from[0] * (1 - cropWidth),
      cropY: from[1] * (1 - cropHeight),
      cropWidth,
      cropHeight,
      ...more,
    }),
  )

const changed = (element: ImageElement, crop: Crop) =>
  ({ ...element, ...cropChanges(element, crop) }) as ImageElement

/** Where the corners of the whole picture are on the board. */
const corners = (element: ImageElement) => {
  const { box } = cropOf(wholePicture(element))
  return boxCorners(box, element.rotation).flatMap(({ x, y }) => [x, y])
}

function expectClose(one: readonly number[], other: readonly number[]): void {
  one.forEach((value, i) => expect(value).toBeCloseTo(other[i] ?? NaN, 6))
}

test('pulling shows another part, and the picture stays where it is', () => {
  fc.assert(
    fc.property(picture, side, side, distance, distance, (element, x, y, dx, dy) => {
      const crop = pulled(cropOf(element), { x, y }, { x: dx, y: dy }, 8)
      const after = changed(element, crop)
      expectClose(corners(after), corners(element))
      expect(after.width).toBeGreaterThanOrEqual(Math.min(8, element.width) - 1e-6)
      const { cropX, cropY, cropWidth, cropHeight } = after
      for (const value of [cropX, cropY, cropWidth, cropHeight]) expect(value).toBeGreaterThanOrEqual(0)
      expect(cropX + cropWidth).toBeLessThanOrEqual(1 + 1e-9)
      expect(cropY + cropHeight).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})

test('pushing moves the picture below its box, which it keeps covering', () => {
  fc.assert(
    fc.property(picture, distance, distance, (element, dx, dy) => {
      const crop = pushed(cropOf(element), { x: dx, y: dy })
      const { x, y, width, height, cropWidth } = changed(element, crop)
      expectClose(
        [x, y, width, height, cropWidth],
        [element.x, element.y, element.width, element.height, element.cropWidth],
      )
      const { box } = crop
      const whole = boxExpand(crop.whole, 1e-6)
      expect(whole.minX <= box.minX && box.maxX <= whole.maxX).toBe(true)
      expect(whole.minY <= box.minY && box.maxY <= whole.maxY).toBe(true)
    }),
  )
})

test('a crop that is not changed changes nothing', () => {
  fc.assert(
    fc.property(picture, (element) => {
      const changes = cropChanges(element, cropOf(element)) as Record<string, number>
      for (const [name, value] of Object.entries(changes)) expect(value).toBeCloseTo(element[name as 'x'], 6)
    }),
  )
})

test('a mirrored picture is cut from its other end', () => {
  const [made] = fc.sample(picture, 1)
  const element = { ...made, x: 0, y: 0, width: 100, height: 100, rotation: 0 } as ImageElement
  const whole = { ...element, cropX: 0, cropY: 0, cropWidth: 1, cropHeight: 1, flipX: true, flipY: false }
  const after = changed(whole, pulled(cropOf(whole), { x: -1, y: 0 }, { x: 25, y: 0 }, 8))
  expect(after).toMatchObject({ x: 25, width: 75, cropX: 0, cropWidth: 0.75 })
})
