import { boxesOverlap } from '@drawbridge/geometry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureBoxes } from './pictures.ts'
import { Desk } from './testing/desk.ts'
import { square } from './testing/elements.ts'

const visible = { minX: 0, minY: 0, maxX: 1000, maxY: 500 }
const file = (letter: string) => letter.repeat(43)

test('a picture that fits is as large as it is, about the point', () => {
  expect(pictureBoxes([{ width: 300, height: 100 }], { x: 400, y: 250 }, visible)).toEqual([
    { minX: 250, minY: 200, maxX: 550, maxY: 300 },
  ])
})

test('several lie side by side, fit the view and keep their proportions', () => {
  const size = fc.record({
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
  })
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 8 }), (sizes) => {
      const boxes = pictureBoxes(sizes, { x: 500, y: 250 }, visible)
      boxes.forEach((box, i) => {
        const { width = 0, height = 0 } = sizes[i] ?? {}
        expect((box.maxX - box.minX) / width).toBeCloseTo((box.maxY - box.minY) / height, 6)
        expect(box.minX).toBeGreaterThanOrEqual(0)
        expect(box.maxX).toBeLessThanOrEqual(1000)
        expect(box.minY).toBeGreaterThanOrEqual(0)
        expect(box.maxY).toBeLessThanOrEqual(500)
        const next = boxes[i + 1]
        if (next) expect(boxesOverlap(box, next)).toBe(false)
      })
    }),
  )
})

test('pictures are put on the board as one step, on top, and selected', () => {
  const desk = new Desk([square(1, 0, 0)])
  desk.editor.resize({ width: 1000, height: 500 })
  desk.editor.placePictures([
    { file: file('a'), width: 100, height: 50 },
    { file: file('b'), width: 100, height: 50 },
  ])
  expect(desk.steps).toBe(1)
  const [, one, other] = desk.board.elements
  expect([one, other]).toMatchObject([
    { type: 'image', file: file('a'), width: 100, cropWidth: 1 },
    { type: 'image', file: file('b') },
  ])
  expect([...desk.editor.selection]).toEqual([one?.id, other?.id])
  expect(desk.editor.tool).toBe('select')
  desk.editor.undo()
  expect(desk.board.elements).toHaveLength(1)
})

test('a reader puts nothing on the board', () => {
  const desk = new Desk()
  desk.readOnly = true
  desk.editor.placePictures([{ file: file('a'), width: 100, height: 50 }])
  expect(desk.board.elements).toEqual([])
})

test('the tool asks for pictures when it is chosen, and for some at a point when one is pressed', () => {
  const desk = new Desk()
  desk.editor.setTool('image')
  desk.click(30, 40)
  expect(desk.picturesAsked).toEqual([undefined, { x: 30, y: 40 }])
  desk.readOnly = true
  desk.editor.setTool('image')
  expect(desk.picturesAsked).toHaveLength(2)
})
