import type { StrokeElement } from '@drawbridge/board'
import { maxInkPoints } from '@drawbridge/board'
import { describe, expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'

function deskWithPen(): Desk {
  const desk = new Desk()
  desk.editor.setTool('pen')
  return desk
}

const onlyStroke = (desk: Desk) => desk.board.elements[0] as StrokeElement

const pointsOf = ({ x, y, ink }: StrokeElement) =>
  Array.from({ length: ink.length }, (_, i) => [x + ink.x(i), y + ink.y(i)])

describe('pen', () => {
  test('streams a stroke: it is created with the first frame and extended with the others', () => {
    const desk = deskWithPen()
    desk.down(10, 10)
    expect(desk.editor.toolState).toBe('drawing')
    desk.editor.flush()
    desk.move(20, 15)
    desk.move(30, 18)
    desk.editor.flush()
    desk.move(40, 20)
    desk.up(50, 21)
    expect(desk.operations.map(({ type }) => type)).toEqual(['create', 'extend', 'extend'])
    expect(pointsOf(onlyStroke(desk))).toEqual([
      [10, 10],
      [20, 15],
      [30, 18],
      [40, 20],
      [50, 21],
    ])
    expect(desk.editor.toolState).toBe('idle')
    expect(desk.editor.tool).toBe('pen')
  })

  test('submits at most once a frame, and nothing when nothing has moved', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    for (let i = 1; i < 20; i++) desk.move(i, i)
    expect(desk.entries).toHaveLength(0)
    desk.editor.flush()
    desk.editor.flush()
    expect(desk.entries).toHaveLength(1)
  })

  test('a whole stroke is one undo step', () => {
    const desk = deskWithPen()
    desk.drag([[0, 0], [9, 9], [20, 20], [30, 10]]) // prettier-ignore
    expect(desk.entries.length).toBeGreaterThan(1)
    desk.editor.undo()
    expect(desk.board.elements).toHaveLength(0)
  })

  test('a click makes a dot', () => {
    const desk = deskWithPen()
    desk.click(5, 6)
    expect(pointsOf(onlyStroke(desk))).toEqual([[5, 6]])
  })

  test('coalesced readings come before the event, and points on the last one are dropped', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    const reading = (x: number) => ({ screen: { x, y: 0 }, pressure: 0.5, time: 0 })
    desk.move(3, 0, { coalesced: [reading(1), reading(1), reading(2)] })
    desk.up(3, 0)
    expect(pointsOf(onlyStroke(desk)).map(([x]) => x)).toEqual([0, 1, 2, 3])
  })

  test('a pen has its own pressure, up to the end; a mouse has one half', () => {
    const desk = deskWithPen()
    desk.down(0, 0, { pointerType: 'pen', pressure: 0.2 })
    desk.move(9, 0, { pointerType: 'pen', pressure: 1 })
    desk.up(12, 0, { pointerType: 'pen' })
    const { ink } = onlyStroke(desk)
    expect([0, 1, 2].map((i) => ink.pressure(i))).toEqual([0.2, 1, 1])

    const other = deskWithPen()
    other.click(0, 0, { pressure: 0.9 })
    expect(onlyStroke(other).ink.pressure(0)).toBeCloseTo(0.5, 2)
  })

  test('times count from the beginning of the stroke', () => {
    const desk = deskWithPen()
    desk.wait(5000)
    desk.down(0, 0)
    desk.wait(90)
    desk.move(9, 0)
    desk.up(9, 0)
    const { ink } = onlyStroke(desk)
    expect([ink.time(0), ink.time(1)]).toEqual([0, 100])
  })

  test('undo while drawing takes back the stroke in hand, and it leaves the history', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    desk.move(30, 30)
    desk.editor.flush()
    expect(desk.board.elements).toHaveLength(1)
    desk.key('z', { ctrl: true })
    expect(desk.board.elements).toHaveLength(0)
    expect(desk.entries.at(-1)?.options.forget).toBe(true)
    desk.move(60, 60)
    desk.up(60, 60)
    expect(desk.board.elements).toHaveLength(0)
  })

  test('a stroke that is full goes on in another', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    for (let i = 1; i <= maxInkPoints + 5; i++) desk.move(i % 900, i % 700)
    desk.up(0, 0)
    expect(desk.board.elements).toHaveLength(2)
    expect(desk.steps).toBe(1)
    const [first, second] = desk.board.elements.map((element) => pointsOf(element as StrokeElement))
    expect(second?.[0]).toEqual(first?.at(-1))
  })

  test('what the system cancels is kept for a pen and dropped for a finger', () => {
    const cancelled = (pointerType: 'pen' | 'touch') => {
      const desk = deskWithPen()
      desk.drag([[0, 0], [50, 50]], { pointerType }) // prettier-ignore
      desk.down(100, 100, { pointerType })
      desk.move(150, 150, { pointerType })
      desk.editor.flush()
      desk.editor.pointer({
        kind: 'cancel',
        screen: { x: 0, y: 0 },
        pointerId: 1,
        pointerType,
        pressure: 0,
        time: 0,
        button: -1,
        modifiers: { shift: false, alt: false, ctrl: false },
      })
      return desk.board.elements.length
    }
    expect(cancelled('pen')).toBe(2)
    expect(cancelled('touch')).toBe(1)
  })
})

describe('options of the pen', () => {
  const wobbly = Array.from({ length: 30 }, (_, i) => [i * 8, i % 2 === 0 ? 0 : 6] as const)
  const roughness = (desk: Desk) => {
    const points = pointsOf(onlyStroke(desk))
    return points.slice(1).reduce((sum, [, y = 0], i) => sum + Math.abs(y - (points[i]?.[1] ?? 0)), 0)
  }

  test.each([
    ['smoothing averages the tremor of a hand away', { smoothing: 1 }],
    ['a string does not pass it on', { stabiliser: 20 }],
  ])('%s, and the end is where the hand was lifted', (_, options) => {
    const plain = deskWithPen()
    plain.drag(wobbly)
    const steady = deskWithPen()
    steady.editor.setOptions(options)
    steady.drag(wobbly)
    expect(roughness(steady)).toBeLessThan(roughness(plain) / 4)
    expect(pointsOf(onlyStroke(steady)).at(-1)).toEqual(wobbly.at(-1))
  })

  test('without pressure a stroke has one width, which is not what is stored where the device has none', () => {
    const desk = deskWithPen()
    desk.editor.setOptions({ pressure: false })
    desk.down(0, 0, { pointerType: 'pen', pressure: 0.1 })
    desk.move(20, 0, { pointerType: 'pen', pressure: 0.9 })
    desk.up(40, 0, { pointerType: 'pen' })
    const { ink } = onlyStroke(desk)
    expect([0, 1, 2].map((i) => Math.round(ink.pressure(i) * 255))).toEqual([127, 127, 127])
  })
})

describe('Shift', () => {
  const shift = { modifiers: { shift: true, alt: false, ctrl: false } }

  test('draws straight from the last point: shown as draft, kept when it is let go', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    desk.move(10, 5)
    desk.frame()
    desk.move(50, 90, shift)
    desk.move(110, 5, shift)
    desk.frame()
    expect(onlyStroke(desk).ink.length).toBe(2)
    const [draft] = desk.editor.draft as StrokeElement[]
    expect(pointsOf(draft as StrokeElement)).toEqual([[0, 0], [10, 5], [110, 5]]) // prettier-ignore
    desk.move(120, 5)
    desk.up(120, 40)
    const points = pointsOf(onlyStroke(desk))
    expect(points.slice(1, -1).every(([, y]) => y === 5)).toBe(true)
    expect(points.at(-1)).toEqual([120, 40])
    // Finely enough to be erased in parts.
    expect(points.length).toBeGreaterThan(9)
    expect(desk.editor.draft).toEqual([])
    expect(desk.steps).toBe(1)
  })

  test('held to the end makes the whole rest straight', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    desk.move(30, 60, shift)
    desk.up(100, 0, shift)
    expect(pointsOf(onlyStroke(desk)).every(([, y]) => y === 0)).toBe(true)
    expect(pointsOf(onlyStroke(desk)).at(-1)).toEqual([100, 0])
  })
})

describe('predicted readings', () => {
  const reading = (x: number) => ({ screen: { x, y: 0 }, pressure: 0.5, time: 0 })

  test('are shown beyond the end, go when the hand stays, and are never submitted', () => {
    const desk = deskWithPen()
    desk.down(0, 0)
    desk.frame()
    desk.move(10, 0, { predicted: [reading(20), reading(30)] })
    desk.frame()
    const [draft] = desk.editor.draft as StrokeElement[]
    expect(pointsOf(draft as StrokeElement).map(([x]) => x)).toEqual([0, 10, 20, 30])
    expect(draft?.id).toBe(onlyStroke(desk).id)
    expect(desk.editor.wantsFrame).toBe(true)
    desk.frame()
    expect(desk.editor.draft).toEqual([])
    desk.up(12, 0)
    expect(pointsOf(onlyStroke(desk)).map(([x]) => x)).toEqual([0, 10, 12])
  })
})

test('the highlighter draws with its own brush, colour and width, and leaves those of the pen alone', () => {
  const desk = deskWithPen()
  desk.editor.setStyle({ color: 'red' })
  desk.editor.setTool('highlighter')
  desk.drag([[0, 0], [50, 0]]) // prettier-ignore
  expect(onlyStroke(desk)).toMatchObject({ brush: 'highlighter', color: 'yellow', strokeWidth: 24 })
  desk.editor.setStyle({ color: 'green' })
  desk.drag([[0, 50], [50, 50]]) // prettier-ignore
  expect(desk.board.elements[1]).toMatchObject({ brush: 'highlighter', color: 'green' })
  desk.editor.setTool('pen')
  desk.drag([[0, 90], [50, 90]]) // prettier-ignore
  expect(desk.board.elements[2]).toMatchObject({ brush: 'pen', color: 'red', strokeWidth: 4 })
})
