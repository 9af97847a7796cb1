import type { Element, StrokeElement } from '@drawbridge/board'
import { boardHash, eraseStroke, keptRuns, mergedRanges, updateElement } from '@drawbridge/board'
import { screenPoint } from '@drawbridge/geometry'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square, strokeThrough } from '../../testing/elements.ts'

const a = strokeThrough(1, [100, 0], [100, 50])
const b = square(2, 200, 0)
const c = square(3, 400, 400)
const long = strokeThrough(4, [0, 100], [100, 100], [200, 100], [300, 100])

function deskWithEraser(
  elements: readonly Element[],
  eraserMode: 'partial' | 'whole' = 'partial',
  seed = 1,
): Desk {
  const desk = new Desk(elements, seed)
  desk.editor.setOptions({ eraserMode })
  desk.editor.setTool('eraser')
  return desk
}

const alt = { modifiers: { shift: false, alt: true, ctrl: false } }

describe('whole elements', () => {
  test('it deletes what it passes over, in one entry when it is lifted', () => {
    const desk = deskWithEraser([a, b, c], 'whole')
    desk.down(0, 20)
    desk.move(110, 20)
    desk.move(220, 20)
    expect(desk.editor.toolState).toBe('erasing')
    expect([...desk.editor.erasing]).toEqual([a.id, b.id])
    expect(desk.entries).toHaveLength(0)
    desk.up(220, 20)
    expect(desk.entries).toHaveLength(1)
    expect(desk.board.elements).toEqual([c])
    expect(desk.editor.erasing.size).toBe(0)
    expect(desk.editor.tool).toBe('eraser')
  })

  test('it takes what lies between two readings far apart', () => {
    const desk = deskWithEraser([a, b, c], 'whole')
    desk.down(0, 20)
    desk.up(1000, 20)
    expect(desk.board.elements).toEqual([c])
  })

  test('a click erases what is under it, and leaves the hollow middle of a shape and what is locked alone', () => {
    const desk = deskWithEraser([a, b, { ...c, locked: true }], 'whole')
    desk.click(220, 20)
    desk.click(400, 400)
    expect(desk.entries).toHaveLength(0)
    desk.click(200, 20)
    expect(desk.board.get(b.id)).toBeUndefined()
  })

  test('Escape lets go of what is marked', () => {
    const desk = deskWithEraser([a, b, c], 'whole')
    desk.down(0, 20)
    desk.move(300, 20)
    desk.key('Escape')
    expect(desk.editor.erasing.size).toBe(0)
    desk.up(300, 20)
    expect(desk.board.elements).toHaveLength(3)
  })

  test('Alt takes them too while the eraser is partial, and the other way round', () => {
    const desk = deskWithEraser([a, long], 'partial')
    desk.drag([[90, 20], [110, 20]], alt) // prettier-ignore
    expect(desk.board.get(a.id)).toBeUndefined()
    desk.editor.setOptions({ eraserMode: 'whole' })
    desk.drag([[150, 80], [150, 120]], alt) // prettier-ignore
    expect(desk.board.get(long.id)).toMatchObject({ type: 'stroke' })
    expect(desk.board.get(long.id)).not.toEqual(long)
  })
})

describe('parts of strokes', () => {
  const kept = (desk: Desk, id = long.id) => {
    const { erased, ink } = desk.board.get(id) as StrokeElement
    return keptRuns(erased, ink.length)
  }

  test('it cuts out what it passes over and as wide as it is, while it passes', () => {
    const desk = deskWithEraser([a, b, long])
    desk.down(150, 60)
    desk.move(150, 140)
    expect(desk.entries).toHaveLength(0)
    desk.frame()
    // The disc's radius is 8, the stroke's own is 1; outwards to the next of 256 parts of a segment.
    const [from, to] = [Math.floor(1.41 * 256) / 256, Math.ceil(1.59 * 256) / 256]
    expect(kept(desk)).toEqual([[0, from], [to, 3]]) // prettier-ignore
    desk.move(150, 150)
    desk.frame()
    desk.up(150, 150)
    expect(desk.entries).toHaveLength(1)
    expect(desk.board.get(b.id)).toBe(b)
    desk.editor.undo()
    expect(desk.board.get(long.id)).toEqual(long)
  })

  test('it streams one entry a frame under one key, all of them one step', () => {
    const desk = deskWithEraser([long])
    desk.drag([[20, 100], [60, 100], [100, 100], [140, 100]]) // prettier-ignore
    expect(desk.operations.map(({ type }) => type)).toEqual(['erase', 'erase', 'erase'])
    expect(desk.steps).toBe(1)
    expect(Object.keys((desk.board.get(long.id) as StrokeElement).erased)).toHaveLength(1)
    desk.editor.undo()
    expect(desk.board.get(long.id)).toEqual(long)
  })

  test('a stroke is deleted once nothing is left of it, in the same step', () => {
    const desk = deskWithEraser([a, long])
    desk.drag([[100, -20], [100, 70]]) // prettier-ignore
    expect(desk.board.elements).toEqual([long])
    expect(desk.steps).toBe(1)
    desk.editor.undo()
    expect(desk.board.get(a.id)).toEqual(a)
  })

  test('what others rubbed out of it keeps it there, unseen, so that they can take that back', () => {
    const desk = deskWithEraser([a])
    desk.board.apply(eraseStroke(a.id, 'theirs', [0, 100]))
    desk.drag([[100, -20], [100, 70]]) // prettier-ignore
    expect(kept(desk, a.id)).toEqual([])
    desk.editor.selectAll()
    desk.board.apply(eraseStroke(a.id, 'theirs', []))
    desk.editor.undo()
    expect(desk.board.get(a.id)).toEqual(a)
  })

  test('a wave over what is gone already, over shapes and over what is locked submits nothing', () => {
    const locked = { ...strokeThrough(5, [0, 200], [300, 200]), locked: true }
    const desk = deskWithEraser([b, long, locked])
    desk.board.apply(eraseStroke(long.id, 'theirs', [0, 768]))
    desk.drag([[0, 0], [20, 0], [210, 110], [150, 220]]) // prettier-ignore
    expect(desk.entries).toHaveLength(0)
  })

  test('its width is of the screen: zoomed in it cuts more finely', () => {
    const desk = deskWithEraser([long])
    desk.editor.setOptions({ eraserWidth: 64 })
    desk.editor.setViewport(desk.editor.viewport.zoomAt(screenPoint(150, 100), 32))
    desk.drag([[150, 60], [150, 140]]) // prettier-ignore
    const [[, from = 0] = [], [to = 0] = []] = kept(desk)
    // The disc is two units wide now, the stroke's width is added, and a 256th of a segment at each end.
    expect((to - from) * 100).toBeGreaterThanOrEqual(4)
    expect((to - from) * 100).toBeLessThan(4.8)
  })

  test('Escape puts it all back, and the step leaves the history', () => {
    const desk = deskWithEraser([long])
    desk.click(20, 100)
    const before = desk.board.get(long.id)
    desk.down(150, 60)
    desk.move(150, 140)
    desk.frame()
    desk.key('Escape')
    expect(desk.board.get(long.id)).toEqual(before)
    expect(desk.entries.at(-1)?.options.forget).toBe(true)
    desk.move(250, 140)
    desk.frame()
    desk.up(250, 60)
    expect(desk.board.get(long.id)).toEqual(before)
  })

  test('a stroke that another deletes or moves meanwhile is no trouble', () => {
    const desk = deskWithEraser([a, long])
    desk.down(50, 80)
    desk.move(50, 120)
    desk.frame()
    desk.board.apply(updateElement(long.id, { y: 150 }))
    desk.board.apply({ type: 'delete', id: a.id })
    desk.move(100, 120)
    desk.move(100, 160)
    desk.frame()
    desk.up(100, 20)
    expect(kept(desk)).toHaveLength(3)
    expect(desk.board.elements).toHaveLength(1)
  })

  test('cuts of one editor share a key, each still a step of its own', () => {
    const desk = deskWithEraser([long])
    const states = [50, 150, 250].map((x) => {
      desk.drag([[x, 80], [x, 120]]) // prettier-ignore
      return desk.board.get(long.id)
    })
    expect(Object.keys((states[2] as StrokeElement).erased)).toHaveLength(1)
    desk.editor.undo()
    expect(desk.board.get(long.id)).toEqual(states[1])
    desk.editor.undo()
    expect(desk.board.get(long.id)).toEqual(states[0])
    desk.editor.undo()
    expect(desk.board.get(long.id)).toEqual(long)
  })

  test('a stroke that can hold no more erasings is made anew, and undo brings the old one back', () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, [0, 20]]))
    const full = { ...(long as StrokeElement), erased: many }
    const desk = deskWithEraser([full])
    desk.drag([[150, 60], [150, 140], [250, 140], [250, 60]]) // prettier-ignore
    const [only] = desk.board.elements as StrokeElement[]
    expect(only?.id).not.toBe(full.id)
    expect(keptRuns(only?.erased ?? {}, 4)).toHaveLength(3)
    expect(Object.keys(only?.erased ?? {})).toHaveLength(1)
    expect(desk.steps).toBe(1)
    desk.editor.undo()
    expect(desk.board.elements).toEqual([full])
  })

  test('two people who erase the same stroke have the same board in either order', () => {
    const cuts = [50, 90].map((x) => {
      const desk = deskWithEraser([long], 'partial', x)
      desk.drag([[x, 80], [x + 60, 120]]) // prettier-ignore
      return desk.operations
    })
    const boards = [cuts, cuts.toReversed()].map((order) => {
      const { board } = deskWithEraser([long])
      for (const operation of order.flat()) board.apply(operation)
      return board
    })
    expect(boards.map(boardHash)[0]).toBe(boards.map(boardHash)[1])
    const ranges = cuts.flat().flatMap((operation) => (operation.type === 'erase' ? operation.ranges : []))
    const { erased } = boards[0]?.get(long.id) as StrokeElement
    expect(mergedRanges(Object.values(erased).flat())).toEqual(mergedRanges(ranges))
  })
})

describe('the disc', () => {
  test('shows under a mouse what a press would touch, and is gone with it', () => {
    const desk = deskWithEraser([long])
    expect(desk.editor.disc).toBeUndefined()
    desk.move(30, 40)
    expect(desk.editor.disc).toEqual({ center: { x: 30, y: 40 }, radius: 8 })
    desk.down(30, 40)
    desk.move(60, 40)
    expect(desk.editor.disc?.center).toEqual({ x: 60, y: 40 })
    desk.up(60, 40)
    desk.editor.leave()
    expect(desk.editor.disc).toBeUndefined()
  })

  test('of a finger shows only while it is down', () => {
    const desk = deskWithEraser([long])
    desk.down(30, 40, { pointerType: 'touch' })
    expect(desk.editor.disc).toBeDefined()
    desk.up(30, 40, { pointerType: 'touch' })
    expect(desk.editor.disc).toBeUndefined()
  })
})

test.each([
  ['the eraser end of a pen', 5],
  ['its barrel button', 2],
])('%s erases whatever tool is chosen', (_, button) => {
  const desk = new Desk([a])
  desk.editor.setTool('pen')
  desk.down(100, 20, { pointerType: 'pen', button })
  expect(desk.editor.toolState).toBe('erasing')
  desk.up(100, 20, { pointerType: 'pen' })
  const { erased } = desk.board.get(a.id) as StrokeElement
  expect(Object.keys(erased)).toHaveLength(1)
  expect(desk.editor.tool).toBe('pen')
})
