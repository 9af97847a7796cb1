import type { Box } from '@drawbridge/geometry'
import { boxContainsBox, boxesOverlap } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DirtyRegion } from './dirty-region.ts'

const side = fc.integer({ min: 0, max: 100 })
const anyBox = fc
  .tuple(side, side, side, side)
  .map(([x, y, width, height]): Box => ({ minX: x, minY: y, maxX: x + width / 9, maxY: y + height / 9 }))

test('holds all that was added in few boxes, none of which overlap', () => {
  fc.assert(
    fc.property(fc.array(anyBox, { maxLength: 30 }), (added) => {
      const region = new DirtyRegion()
      region.clear()
      for (const box of added) region.add(box)
      const { boxes } = region
      expect(boxes.length).toBeLessThanOrEqual(8)
      for (const box of added) expect(boxes.some((one) => boxContainsBox(one, box))).toBe(true)
      for (const one of boxes)
        for (const other of boxes) if (one !== other) expect(boxesOverlap(one, other)).toBe(false)
    }),
  )
})

test('begins as everything', () => {
  const region = new DirtyRegion()
  expect(region.everything).toBe(true)
  region.clear()
  expect([region.everything, region.boxes]).toEqual([false, []])
})
