import type { LineElement, ShapeElement, StrokeElement } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'

type Way = readonly (readonly [number, number])[]

const around = (steps: number): Way =>
  Array.from({ length: steps + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / steps
    return [200 + 100 * Math.cos(angle), 200 + 60 * Math.sin(angle)] as const
  })

/** The corners and some points between them. */
const through = (...places: Way): Way =>
  places.flatMap(([x, y], i) => {
    const [nx, ny] = places[i + 1] ?? [x, y]
    return i === places.length - 1
      ? [[x, y] as const]
      : Array.from({ length: 8 }, (_, j) => [x + ((nx - x) * j) / 8, y + ((ny - y) * j) / 8] as const)
  })

const ways: Readonly<Record<string, Way>> = {
  line: through([50, 50], [300, 120]),
  arrow: through([50, 200], [300, 200], [260, 170], [300, 200], [260, 230]),
  rectangle: through([100, 100], [300, 100], [300, 220], [100, 220], [100, 100]),
  triangle: through([200, 100], [300, 250], [100, 250], [200, 100]),
  diamond: through([200, 100], [300, 200], [200, 300], [100, 200], [200, 100]),
  ellipse: around(40),
}

function deskWithPen(): Desk {
  const desk = new Desk()
  desk.editor.setTool('pen')
  desk.editor.setStyle({ color: 'red', strokeWidth: 8 })
  return desk
}

/** Draws along the way and stays at its end. */
function drawAndHold(desk: Desk, way: Way): readonly [number, number] {
  const [first = [0, 0], ...rest] = way
  desk.down(...first)
  for (const place of rest) {
    desk.move(...place)
    desk.frame()
  }
  desk.frame(450)
  desk.frame(100)
  return rest.at(-1) ?? first
}

describe('a stroke that is held at its end', () => {
  test.each(Object.entries(ways))('becomes a %s where it looks like one', (kind, way) => {
    const desk = deskWithPen()
    const end = drawAndHold(desk, way)
    expect(desk.editor.toolState).toBe('shaping')
    expect(desk.editor.draft).toHaveLength(1)
    expect([...desk.editor.erasing]).toEqual([desk.board.elements[0]?.id])
    desk.up(...end)
    const look = { color: 'red', strokeWidth: 8 }
    if (kind === 'line' || kind === 'arrow')
      expect(desk.board.elements).toMatchObject([
        { type: 'line', endHead: kind === 'arrow' ? 'arrow' : 'none', ...look },
      ])
    else expect(desk.board.elements).toMatchObject([{ type: 'shape', shape: kind, rotation: 0, ...look }])
    expect(desk.editor.tool).toBe('pen')
  })

  test('lies where it was drawn', () => {
    const desk = deskWithPen()
    desk.up(...drawAndHold(desk, ways['rectangle'] ?? []))
    const [made] = desk.board.elements as ShapeElement[]
    for (const [value, expected] of [
      [made?.x, 100],
      [made?.y, 100],
      [made?.width, 200],
      [made?.height, 120],
    ])
      expect(value).toBeCloseTo(expected ?? NaN, 0)
  })

  test('is resized by the hand that goes on', () => {
    const desk = deskWithPen()
    drawAndHold(desk, ways['rectangle'] ?? [])
    // From the corner (100, 100) twice as far from the middle at (200, 160).
    desk.move(0, 40)
    desk.up(0, 40)
    const [made] = desk.board.elements as ShapeElement[]
    expect(made?.width).toBeCloseTo(400, -1)
    expect(made?.x).toBeCloseTo(0, -1)

    const other = deskWithPen()
    drawAndHold(other, ways['line'] ?? [])
    other.move(300, 20)
    other.up(300, 20)
    const [straight] = other.board.elements as LineElement[]
    expect([straight?.dx, straight?.dy]).toEqual([250, -30])
  })

  test('gives the stroke back as it was drawn when it is undone, and nothing when that is undone too', () => {
    const desk = deskWithPen()
    desk.up(...drawAndHold(desk, ways['ellipse'] ?? []))
    expect(desk.entries.at(-1)?.operations.map(({ type }) => type)).toEqual(['delete', 'create'])
    desk.editor.undo()
    expect(desk.board.elements).toMatchObject([{ type: 'stroke' }])
    desk.editor.undo()
    expect(desk.board.elements).toHaveLength(0)
  })

  test('stays what it is when it looks like nothing, when it is cancelled, with the option off and as highlighter', () => {
    const scribble = through([0, 0], [100, 90], [20, 200], [240, 10], [180, 220], [60, 20])
    const nothing = deskWithPen()
    nothing.up(...drawAndHold(nothing, scribble))
    expect(nothing.board.elements).toMatchObject([{ type: 'stroke' }])

    const cancelled = deskWithPen()
    const end = drawAndHold(cancelled, ways['rectangle'] ?? [])
    cancelled.key('Escape')
    cancelled.up(...end)
    expect(cancelled.board.elements).toMatchObject([{ type: 'stroke' }])

    const off = deskWithPen()
    off.editor.setOptions({ holdToShape: false })
    off.up(...drawAndHold(off, ways['rectangle'] ?? []))
    expect(off.board.elements).toMatchObject([{ type: 'stroke' }])

    const marked = deskWithPen()
    marked.editor.setTool('highlighter')
    marked.up(...drawAndHold(marked, ways['rectangle'] ?? []))
    expect(marked.board.elements).toMatchObject([{ type: 'stroke' }])
  })

  test('is made although another has deleted the stroke meanwhile', () => {
    const desk = deskWithPen()
    const end = drawAndHold(desk, ways['rectangle'] ?? [])
    desk.board.apply({ type: 'delete', id: (desk.board.elements[0] as StrokeElement).id })
    desk.up(...end)
    expect(desk.board.elements).toMatchObject([{ type: 'shape' }])
  })
})

test('a hand that does not stay draws on, and frames are wanted only while it may', () => {
  const desk = deskWithPen()
  drawAndHold(desk, through([0, 0], [100, 90], [20, 200], [240, 10], [180, 220], [60, 20]))
  expect(desk.editor.toolState).toBe('drawing')
  expect(desk.editor.wantsFrame).toBe(false)
  desk.move(90, 90)
  expect(desk.editor.wantsFrame).toBe(true)
})
