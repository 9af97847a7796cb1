import { expect, test } from 'vitest'
import { Desk } from './testing/desk.ts'
import { square } from './testing/elements.ts'
import { Viewport } from './viewport.ts'

const a = square(1, 0, 0)
const b = square(2, 100, 0)
const far = square(3, 5000, 5000)

function deskWith(...elements: (typeof a)[]): Desk {
  const desk = new Desk(elements)
  desk.editor.resize({ width: 800, height: 600 })
  return desk
}

test('zooming to the selection shows it in the middle; without one nothing moves', () => {
  const { editor } = deskWith(a, far)
  editor.zoomToSelection()
  expect(editor.viewport).toEqual(new Viewport())
  editor.select([far.id])
  editor.zoomToSelection()
  expect(editor.viewport.toScreen({ x: 5020, y: 5020 })).toEqual({ x: 400, y: 300 })
})

test('what is on the board can be out of sight, and comes back', () => {
  const { editor } = deskWith(a)
  expect(editor.isContentAway).toBe(false)
  editor.setViewport(new Viewport(3000, 0))
  expect(editor.isContentAway).toBe(true)
  editor.zoomToFit()
  expect(editor.isContentAway).toBe(false)
  expect(deskWith().editor.isContentAway).toBe(false)
})

test('walking through the elements selects and shows each, and ends after the last', () => {
  const { editor } = deskWith(far, b, a)
  const walked: unknown[] = []
  while (editor.selectNeighbour('next')) walked.push(...editor.selection)
  expect(walked).toEqual([a.id, b.id, far.id])
  expect(editor.selection.size).toBe(0)
  expect(editor.selectNeighbour('previous')).toBe(true)
  expect([...editor.selection]).toEqual([far.id])
  expect(editor.isContentAway).toBe(false)
})
