import fc from 'fast-check'
import type { Box } from '@drawbridge/geometry'
import { boxesOverlap, boxUnion, emptyBox, isEmptyBox } from '@drawbridge/geometry'
import { expect, test } from 'vitest'
import { Board } from './board.ts'
import type { Element } from './element.ts'
import { elementId } from './id.ts'
import { line, page, rectangle, stroke } from './make.ts'
import { paintedBounds } from './painted-bounds.ts'
import { placed } from './placed.ts'

const idOf = (number: number) => elementId(new Uint8Array(16).fill(number))
const place = fc.integer({ min: -500, max: 500 })
const indexes = fc.constantFrom('a1', 'a2', 'a3')

/** A few ids only, so that elements are changed, deleted, made anew and joined to one another. */
const somebody = fc.integer({ min: 1, max: 6 }).map(idOf)

const element: fc.Arbitrary<Element> = fc.oneof(
  fc
    .record({ id: somebody, index: indexes, x: place, y: place, size: fc.integer({ min: 0, max: 200 }) })
    .map(({ id, index, x, y, size }) =>
      rectangle({ id, index, box: { minX: x, minY: y, maxX: x + size, maxY: y + size } }),
    ),
  fc
    .record({
      id: somebody,
      index: indexes,
      points: fc.array(fc.record({ x: place, y: place }), { maxLength: 3 }),
    })
    .map(({ id, index, points }) => stroke({ id, index, points, strokeWidth: 4 })),
  fc
    .record({
      id: somebody,
      index: indexes,
      x: place,
      y: place,
      startElement: somebody,
      onPage: fc.boolean(),
    })
    .map(({ id, index, x, y, startElement, onPage }) => ({
      ...line({ id, index, from: { x, y }, to: { x: y, y: x } }),
      startElement,
      page: onPage ? idOf(1) : '',
    })),
  fc.record({ id: somebody, index: indexes }).map(({ id, index }) => page({ id, index })),
)

const box: fc.Arbitrary<Box> = fc
  .record({ x: place, y: place, width: fc.nat(400), height: fc.nat(400) })
  .map(({ x, y, width, height }) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height }))

const step = fc.oneof(
  element.map((value) => ({ put: value.id, value: value as Element | undefined })),
  somebody.map((id) => ({ put: id, value: undefined as Element | undefined })),
)

test('what touches a box is found by the index as by looking at every element, whatever has changed', () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 6 }), fc.array(fc.tuple(step, box)), (first, changes) => {
      const board = new Board(first)
      for (const [{ put, value }, around] of changes) {
        board.put(put, value)
        const boxes = board.elements.map((each) => paintedBounds(placed(each, board)))
        expect(board.touching(around)).toEqual(
          board.elements.filter((_, i) => boxesOverlap(boxes[i] as Box, around)),
        )
        expect(board.isTouched(around)).toBe(board.touching(around).length > 0)
        expect(board.extent).toEqual(boxes.filter((each) => !isEmptyBox(each)).reduce(boxUnion, emptyBox))
      }
    }),
  )
})
