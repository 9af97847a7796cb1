import type { ImageElement } from '@drawbridge/board'
import { deleteElement, elementId, image, updateElement } from '@drawbridge/board'
import { expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'

const picture = image({
  id: elementId(new Uint8Array(16).fill(1)),
  index: 'a0',
  file: 'A'.repeat(43),
  box: { minX: 100, minY: 100, maxX: 300, maxY: 200 },
})

/** A desk on which the picture was opened by a double click. */
function opened(element: ImageElement = picture): Desk {
  const desk = new Desk([element])
  desk.click(200, 150)
  desk.click(200, 150)
  return desk
}

const now = (desk: Desk) => desk.board.get(picture.id) as ImageElement

test('a double click opens a picture: its handles, and all of it below', () => {
  const desk = opened({ ...picture, cropX: 0.5, cropWidth: 0.5 })
  expect([desk.editor.cropping, desk.editor.toolState, desk.editor.tool]).toEqual([
    picture.id,
    'cropping',
    'select',
  ])
  expect(desk.editor.handles?.squares).toHaveLength(8)
  expect(desk.editor.draft).toMatchObject([{ x: -100, width: 400, cropWidth: 1, opacity: 0.35 }])
})

test('pulling the sides and Enter leave one step; one undo takes it all back', () => {
  const desk = opened()
  desk.drag([[306, 150], [280, 150], [256, 150]]) // prettier-ignore
  desk.drag([[94, 150], [144, 150]]) // prettier-ignore
  expect(now(desk)).toMatchObject({ x: 150, y: 100, width: 100, height: 100, cropX: 0.25, cropWidth: 0.5 })
  desk.key('Enter')
  expect(desk.editor.cropping).toBeUndefined()
  expect(desk.steps).toBe(1)
  desk.editor.undo()
  expect(now(desk)).toEqual(picture)
})

test('dragging the picture shows another part of it in the same box', () => {
  const desk = opened({ ...picture, cropX: 0.5, cropWidth: 0.5 })
  desk.drag([[200, 150], [260, 150], [300, 150]]) // prettier-ignore
  expect(now(desk)).toMatchObject({ x: 100, width: 200, cropX: 0.25, cropWidth: 0.5 })
})

test('Escape drops first what the hand does, then the whole cropping', () => {
  const desk = opened()
  desk.drag([[306, 150], [256, 150]]) // prettier-ignore
  desk.down(94, 150)
  desk.move(150, 150)
  desk.editor.flush()
  desk.key('Escape')
  desk.up(150, 150)
  expect(now(desk)).toMatchObject({ x: 100, width: 150 })
  desk.key('Escape')
  expect(now(desk)).toEqual(picture)
  expect(desk.editor.cropping).toBeUndefined()
  expect(desk.entries.at(-1)?.options.forget).toBe(true)
})

test('undo takes back the cropping that goes on', () => {
  const desk = opened()
  desk.drag([[306, 150], [256, 150]]) // prettier-ignore
  desk.key('z', { ctrl: true })
  expect([now(desk), desk.editor.cropping]).toEqual([picture, undefined])
})

test('a press beside the picture, another tool or another selection end it, and what was cropped stays', () => {
  const ends: ((desk: Desk) => void)[] = [
    (desk) => desk.click(500, 500),
    (desk) => desk.editor.setTool('pen'),
    (desk) => desk.editor.select([]),
  ]
  for (const end of ends) {
    const desk = opened()
    desk.drag([[306, 150], [256, 150]]) // prettier-ignore
    end(desk)
    expect([desk.editor.cropping, now(desk).width]).toEqual([undefined, 150])
  }
})

test('by keys: Enter opens, arrows push, Alt and arrows trim', () => {
  const desk = new Desk([picture])
  desk.editor.select([picture.id])
  desk.key('Enter')
  desk.key('ArrowLeft', { alt: true })
  desk.key('ArrowDown', { alt: true })
  expect(now(desk)).toMatchObject({ x: 100, y: 110, width: 190, height: 90, cropWidth: 0.95 })
  desk.key('ArrowLeft', { shift: true })
  expect(now(desk)).toMatchObject({ x: 100, width: 190 })
  expect(now(desk).cropX).toBeCloseTo(0.05)
  desk.key('Enter')
  expect(desk.steps).toBe(1)
  desk.editor.run('images.resetCrop')
  expect(now(desk)).toMatchObject({ x: 90, y: 100, width: 200, height: 100, cropX: 0, cropWidth: 1 })
})

test('what others do meanwhile is kept: they move it, and they delete it', () => {
  const moved = opened()
  moved.board.apply(updateElement(picture.id, { x: 120, color: 'red' }))
  moved.drag([[326, 150], [276, 150]]) // prettier-ignore
  expect(now(moved)).toMatchObject({ x: 120, width: 150, color: 'red' })

  const deleted = opened()
  deleted.down(306, 150)
  deleted.board.apply(deleteElement(picture.id))
  deleted.move(256, 150)
  deleted.editor.flush()
  deleted.up(256, 150)
  expect([deleted.entries, deleted.editor.cropping, deleted.editor.toolState]).toEqual([
    [],
    undefined,
    'idle',
  ])
})

test('a locked picture, and any for a reader, is not opened', () => {
  const locked = opened({ ...picture, locked: true })
  const reader = new Desk([picture])
  reader.readOnly = true
  reader.editor.crop(picture.id)
  for (const desk of [locked, reader]) expect(desk.editor.cropping).toBeUndefined()
})
