import type { Element, ShapeElement } from '@drawbridge/board'
import { elementBox, elementId, frame, line } from '@drawbridge/board'
import { boxCenter, boxCorners } from '@drawbridge/geometry'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'
import { square, strokeThrough, words } from '../../testing/elements.ts'

const shift = { modifiers: { shift: true, alt: false, ctrl: false } }
const alt = { modifiers: { shift: false, alt: true, ctrl: false } }

function selecting(...elements: Element[]): Desk {
  const desk = new Desk(elements)
  desk.editor.select(elements.map(({ id }) => id))
  return desk
}

const wide: Element = { ...(square(1, 100, 100) as ShapeElement), width: 100, height: 60 }

describe('a handle of one element', () => {
  test('is shown at each corner and side, and above', () => {
    const { handles } = selecting(wide).editor
    expect(handles?.squares).toHaveLength(8)
    expect(handles?.discs).toEqual([{ x: 150, y: 70 }])
    expect(handles?.outline[0]).toEqual({ x: 94, y: 94 })
  })

  test('pulls a corner, the opposite one stays: one entry a frame, one step', () => {
    const desk = selecting(wide)
    desk.drag([[200, 160], [210, 170], [230, 190]]) // prettier-ignore
    expect(desk.board.get(wide.id)).toMatchObject({ x: 100, y: 100, width: 130, height: 90 })
    expect(desk.entries).toHaveLength(2)
    expect(desk.steps).toBe(1)
    desk.editor.undo()
    expect(desk.board.get(wide.id)).toEqual(wide)
  })

  test('keeps proportions with Shift, and the middle with Alt', () => {
    const even = selecting(wide)
    even.drag([[200, 160], [300, 170]], shift) // prettier-ignore
    expect(even.board.get(wide.id)).toMatchObject({ x: 100, y: 100, width: 200, height: 120 })
    const middle = selecting(wide)
    middle.drag([[200, 130], [210, 130]], alt) // prettier-ignore
    expect(middle.board.get(wide.id)).toMatchObject({ x: 90, y: 100, width: 120, height: 60 })
  })

  test('pulled through the opposite side mirrors', () => {
    const desk = selecting(wide)
    desk.drag([[200, 130], [40, 130]]) // prettier-ignore
    expect(desk.board.get(wide.id)).toMatchObject({ x: 40, y: 100, width: 60, height: 60, flipX: true })
    const ink = strokeThrough(2, [0, 0], [50, 20], [100, 100])
    const drawn = selecting(ink)
    drawn.drag([[100, 50], [-100, 50]]) // prettier-ignore
    expect(drawn.board.get(ink.id)).toMatchObject({ scaleX: -1, scaleY: 1 })
    const mirrored = drawn.board.get(ink.id)
    expect(mirrored && elementBox(mirrored)).toEqual({ minX: -100, minY: 0, maxX: 0, maxY: 100 })
  })

  test('of a turned one goes with it, and the opposite corner stays', () => {
    const turned: Element = { ...(wide as ShapeElement), rotation: Math.PI / 2 }
    const desk = selecting(turned)
    const [fixed] = boxCorners(elementBox(turned), turned.rotation)
    const corner = boxCorners(elementBox(turned), turned.rotation)[2]
    desk.drag([[corner.x, corner.y], [corner.x - 20, corner.y + 40]]) // prettier-ignore
    const after = desk.board.get(turned.id) as ShapeElement
    expect(after).toMatchObject({ width: 140, height: 80, rotation: Math.PI / 2 })
    const [now] = boxCorners(elementBox(after), after.rotation)
    expect(now.x).toBeCloseTo(fixed.x)
    expect(now.y).toBeCloseTo(fixed.y)
  })

  test('scales a text by a corner, and breaks its lines by a side', () => {
    const text = { ...words(1, 0, 0), width: 120, height: 50 } as Element
    const larger = selecting(text)
    larger.drag([[120, 50], [240, 60]]) // prettier-ignore
    expect(larger.board.get(text.id)).toMatchObject({ width: 240, height: 100, fontSize: 40, wraps: false })
    const narrower = selecting(text)
    narrower.drag([[120, 25], [80, 60]]) // prettier-ignore
    expect(narrower.board.get(text.id)).toMatchObject({
      x: 0,
      width: 80,
      height: 25,
      fontSize: 20,
      wraps: true,
    })
  })

  test('above it turns it, with Shift in steps of 15 degrees; Escape takes it back', () => {
    const desk = selecting(wide)
    desk.drag([[150, 70], [190, 120], [210, 130]]) // prettier-ignore
    expect((desk.board.get(wide.id) as ShapeElement).rotation).toBeCloseTo(Math.PI / 2)
    expect(desk.steps).toBe(1)
    const stepped = selecting(wide)
    stepped.drag([[150, 70], [165, 75]], shift) // prettier-ignore
    expect((stepped.board.get(wide.id) as ShapeElement).rotation).toBeCloseTo(Math.PI / 12)
    const taken = selecting(wide)
    taken.down(150, 70)
    taken.move(200, 120)
    taken.editor.flush()
    taken.key('Escape')
    expect(taken.board.get(wide.id)).toEqual(wide)
  })

  test('is not there for readers, for lines, for what is locked; frames are not turned', () => {
    const reader = selecting(wide)
    reader.readOnly = true
    expect(reader.editor.handles).toBeUndefined()
    expect(selecting({ ...wide, locked: true }).editor.handles).toBeUndefined()
    const made = { id: elementId(new Uint8Array(16).fill(9)), index: 'a9' }
    expect(
      selecting(line({ ...made, from: { x: 0, y: 0 }, to: { x: 9, y: 9 } })).editor.handles?.squares,
    ).toEqual([])
    const area = frame({ ...made, box: { minX: 0, minY: 0, maxX: 100, maxY: 100 } })
    expect(selecting(area).editor.handles?.discs).toEqual([])
  })

  test('is larger for fingers, and leaves the middle of small elements to be moved', () => {
    const finger = { pointerType: 'touch' } as const
    const desk = selecting(square(1, 0, 0))
    desk.drag([[56, 56], [96, 96]], finger) // prettier-ignore
    expect(desk.board.elements).toMatchObject([{ x: 0, y: 0, width: 80, height: 80 }])
    const small = selecting(square(1, 0, 0, 'red'))
    small.drag([[20, 20], [60, 60]], finger) // prettier-ignore
    expect(small.board.elements).toMatchObject([{ x: 40, y: 40, width: 40 }])
  })
})

describe('handles of several elements', () => {
  const a = square(1, 0, 0)
  const b = { ...(square(2, 160, 60) as ShapeElement), rotation: Math.PI / 2 }
  const ink = strokeThrough(3, [100, 0], [140, 40])

  test('stretch all of them in their common box, turned ones too', () => {
    const desk = selecting(a, b, ink)
    desk.drag([[200, 100], [400, 100]]) // prettier-ignore
    expect(desk.board.get(a.id)).toMatchObject({ x: 0, y: 0, width: 80, height: 40 })
    expect(desk.board.get(ink.id)).toMatchObject({ x: 200, scaleX: 2, scaleY: 1 })
    const turned = desk.board.get(b.id) as ShapeElement
    expect(turned.width).toBeCloseTo(40)
    expect(turned.height).toBeCloseTo(80)
    expect(boxCenter(elementBox(turned))).toEqual({ x: 360, y: 80 })
    expect(desk.entries).toHaveLength(1)
  })

  test('turn all of them about their common middle', () => {
    const desk = selecting(a, ink)
    desk.drag([[70, -30], [200, 20]]) // prettier-ignore
    const turned = desk.board.get(a.id)
    expect(turned && boxCenter(elementBox(turned)).x).toBeCloseTo(70)
    expect(turned && boxCenter(elementBox(turned)).y).toBeCloseTo(-30)
    expect(turned?.rotation).toBeCloseTo(Math.PI / 2)
  })

  test('leave lines to what they join, and move the free ends of others', () => {
    const made = { id: elementId(new Uint8Array(16).fill(9)), index: 'a9' }
    const bound = line({
      ...made,
      from: { x: 20, y: 20 },
      to: { x: 180, y: 80 },
      startElement: a.id,
      endElement: b.id,
    })
    const half = line({
      id: elementId(new Uint8Array(16).fill(8)),
      index: 'a8',
      from: { x: 20, y: 20 },
      to: { x: 100, y: 100 },
      startElement: a.id,
    })
    const desk = selecting(a, b, bound, half)
    desk.drag([[200, 100], [400, 200]]) // prettier-ignore
    expect(desk.board.get(bound.id)).toBe(bound)
    const moved = desk.board.get(half.id)
    expect(moved?.type === 'line' && { x: moved.x + moved.dx, y: moved.y + moved.dy }).toEqual({
      x: 200,
      y: 200,
    })
  })
})

test('a drag of a thousand elements is an entry a frame and one step', () => {
  const elements = Array.from({ length: 1000 }, (_, i): Element => ({
    ...square(1, (i % 40) * 50, Math.floor(i / 40) * 50),
    id: elementId(Uint8Array.from({ length: 16 }, (_, at) => (at < 2 ? (i >> (8 * at)) & 255 : 7))),
  }))
  const desk = selecting(...elements)
  desk.drag([[20, 0], [30, 7], [41, 13], [55, 21]]) // prettier-ignore
  expect(desk.entries).toHaveLength(3)
  expect(desk.entries.map(({ operations }) => operations.length)).toEqual([1000, 1000, 1000])
  expect(desk.steps).toBe(1)
  expect(desk.board.get(elements[999]?.id ?? '')).toMatchObject({ x: 1985, y: 1221 })
})
