import { boardPoint, screenPoint } from '@drawbridge/geometry'
import { describe, expect, test } from 'vitest'
import { Desk } from './testing/desk.ts'
import { square } from './testing/elements.ts'

const first = { pointerType: 'touch', pointerId: 11 } as const
const second = { pointerType: 'touch', pointerId: 12 } as const
const pen = { pointerType: 'pen', pointerId: 20 } as const

function deskWithPen(): Desk {
  const desk = new Desk()
  desk.editor.setTool('pen')
  return desk
}

describe('two fingers', () => {
  test('pinch about what is between them', () => {
    const desk = deskWithPen()
    const under = desk.editor.viewport.toBoard(screenPoint(200, 200))
    desk.down(150, 200, first)
    desk.down(250, 200, second)
    desk.move(100, 200, first)
    desk.move(300, 200, second)
    expect(desk.editor.viewport.zoom).toBeCloseTo(2)
    const after = desk.editor.viewport.toBoard(screenPoint(200, 200))
    expect(after.x).toBeCloseTo(under.x)
    expect(after.y).toBeCloseTo(under.y)
  })

  test('pan when they go together', () => {
    const desk = deskWithPen()
    desk.down(100, 100, first)
    desk.down(200, 100, second)
    for (const id of [first, second, first, second]) desk.move(id === first ? 130 : 230, 140, id)
    expect(desk.editor.viewport.zoom).toBeCloseTo(1)
    expect(desk.editor.viewport.toScreen(boardPoint(0, 0)).x).toBeCloseTo(30)
    expect(desk.editor.viewport.toScreen(boardPoint(0, 0)).y).toBeCloseTo(40)
  })

  test('leave no scribble of the first: it was not even submitted', () => {
    const desk = deskWithPen()
    desk.down(100, 100, first)
    desk.move(104, 103, first)
    expect(desk.editor.draft).toHaveLength(1)
    desk.editor.flush()
    desk.down(200, 100, second)
    expect(desk.editor.draft).toEqual([])
    desk.move(90, 90, first)
    desk.up(90, 90, first)
    desk.move(210, 110, second)
    desk.up(210, 110, second)
    expect(desk.entries).toHaveLength(0)
  })

  test('delete a stroke that had already begun, out of the undo history too', () => {
    const desk = deskWithPen()
    desk.down(100, 100, first)
    desk.move(160, 160, first)
    desk.editor.flush()
    expect(desk.board.elements).toHaveLength(1)
    desk.down(300, 100, second)
    expect(desk.board.elements).toHaveLength(0)
    expect(desk.entries.at(-1)?.options).toEqual({ step: desk.entries[0]?.options.step, forget: true })
  })

  test('put back what the first had moved', () => {
    const element = square(1, 0, 0, 'red')
    const desk = new Desk([element])
    desk.down(20, 20, first)
    desk.move(90, 90, first)
    desk.editor.flush()
    desk.down(300, 100, second)
    expect(desk.board.get(element.id)).toEqual(element)
  })

  test('after them the next single finger draws again', () => {
    const desk = deskWithPen()
    desk.down(100, 100, first)
    desk.down(200, 100, second)
    desk.up(100, 100, first)
    desk.up(200, 100, second)
    desk.drag([[10, 10], [60, 60]], first) // prettier-ignore
    expect(desk.board.elements).toHaveLength(1)
  })
})

test('a short tap of one finger still makes its dot', () => {
  const desk = deskWithPen()
  desk.click(10, 10, first)
  expect(desk.board.elements).toHaveLength(1)
})

describe('a pen', () => {
  test('is not disturbed by a resting hand', () => {
    const desk = deskWithPen()
    desk.down(0, 0, pen)
    desk.down(300, 300, first)
    desk.down(400, 300, second)
    desk.move(50, 50, pen)
    desk.up(60, 60, pen)
    expect(desk.board.elements).toHaveLength(1)
    expect(desk.editor.viewport.zoom).toBe(1)
  })

  test('takes over from a finger', () => {
    const desk = deskWithPen()
    desk.down(300, 300, first)
    desk.move(350, 350, first)
    desk.editor.flush()
    desk.drag([[0, 0], [50, 50]], pen) // prettier-ignore
    desk.move(390, 390, first)
    desk.up(390, 390, first)
    expect(desk.board.elements).toMatchObject([{ type: 'stroke', x: 0, y: 0 }])
  })
})

describe('panning', () => {
  test('with the middle button, whatever tool is chosen', () => {
    const desk = deskWithPen()
    desk.drag([[0, 0], [30, 40]], { button: 1 }) // prettier-ignore
    expect([desk.editor.viewport.x, desk.editor.viewport.y]).toEqual([-30, -40])
    expect([desk.editor.tool, desk.entries.length]).toEqual(['pen', 0])
  })

  test('with Space held', () => {
    const desk = deskWithPen()
    const space = { key: ' ', shift: false, alt: false, ctrl: false, repeat: false }
    expect(desk.editor.key(space, 'down')).toBe(true)
    expect(desk.editor.cursor).toBe('grab')
    desk.down(0, 0)
    expect([desk.editor.toolState, desk.editor.cursor]).toEqual(['panning', 'grabbing'])
    desk.editor.key(space, 'up')
    desk.move(10, 10)
    desk.up(10, 10)
    expect(desk.editor.viewport.x).toBe(-10)
    expect(desk.editor.cursor).toBe('crosshair')
  })

  test('with the hand, and with any editing tool on a board that may only be read', () => {
    const desk = deskWithPen()
    desk.readOnly = true
    expect(desk.editor.tool).toBe('hand')
    desk.drag([[0, 0], [30, 40]]) // prettier-ignore
    expect(desk.editor.viewport.x).toBe(-30)
    expect(desk.entries).toHaveLength(0)
  })

  test('with the wheel, which zooms about the pointer when Control is held', () => {
    const desk = deskWithPen()
    desk.editor.wheel({ screen: screenPoint(0, 0), deltaX: 5, deltaY: 20, ctrl: false })
    expect([desk.editor.viewport.x, desk.editor.viewport.y]).toEqual([5, 20])
    const point = screenPoint(100, 50)
    const under = desk.editor.viewport.toBoard(point)
    desk.editor.wheel({ screen: point, deltaX: 0, deltaY: -100, ctrl: true })
    expect(desk.editor.viewport.zoom).toBeGreaterThan(1)
    expect(desk.editor.viewport.toBoard(point).x).toBeCloseTo(under.x)
  })
})

test('readings that are no numbers, and other buttons, do nothing', () => {
  const desk = deskWithPen()
  desk.click(NaN, 0)
  desk.click(0, 0, { button: 2 })
  expect(desk.entries).toHaveLength(0)
})

describe('fingers that only tap', () => {
  const third = { pointerType: 'touch', pointerId: 13 } as const
  const tap = (desk: Desk, ...fingers: readonly (typeof first | typeof second | typeof third)[]) => {
    fingers.forEach((finger, i) => desk.down(100 + 60 * i, 100, finger))
    fingers.forEach((finger, i) => desk.move(103 + 60 * i, 101, finger))
    fingers.forEach((finger, i) => desk.up(103 + 60 * i, 101, finger))
  }

  test('undo with two and redo with three, without a scribble and without moving the view', () => {
    const desk = deskWithPen()
    let redone = 0
    desk.onRedo = () => redone++
    desk.drag([[0, 0], [50, 50]]) // prettier-ignore
    tap(desk, first, second)
    expect(desk.board.elements).toHaveLength(0)
    tap(desk, first, second, third)
    expect(redone).toBe(1)
    expect(desk.board.elements).toHaveLength(0)
    expect([desk.editor.viewport.x, desk.editor.viewport.y, desk.editor.viewport.zoom]).toEqual([0, 0, 1])
  })

  test('do nothing when they pinch, stay long, or are taken away by the system', () => {
    const desk = deskWithPen()
    desk.drag([[0, 0], [50, 50]]) // prettier-ignore
    desk.down(100, 100, first)
    desk.down(200, 100, second)
    desk.move(240, 100, second)
    desk.up(240, 100, second)
    desk.up(100, 100, first)
    desk.down(100, 100, first)
    desk.down(200, 100, second)
    desk.wait(500)
    desk.up(100, 100, first)
    desk.up(200, 100, second)
    expect(desk.board.elements).toHaveLength(1)
  })
})

describe('a press that asks what can be done', () => {
  const asked = (desk: Desk) => {
    const presses: unknown[] = []
    desk.editor.on('context', (press) => presses.push(press))
    return presses
  }

  test('is a right click; a right drag pans', () => {
    const desk = deskWithPen()
    const presses = asked(desk)
    desk.click(40, 50, { button: 2 })
    expect(presses).toEqual([{ screen: { x: 40, y: 50 }, pointerType: 'mouse' }])
    desk.drag([[0, 0], [30, 40]], { button: 2 }) // prettier-ignore
    expect(presses).toHaveLength(1)
    expect([desk.editor.viewport.x, desk.editor.viewport.y]).toEqual([-30, -40])
    expect(desk.entries).toHaveLength(0)
  })

  test('is a finger that stays, and what it had begun is gone', () => {
    const desk = deskWithPen()
    const presses = asked(desk)
    desk.down(40, 50, first)
    desk.move(42, 52, first)
    expect(desk.editor.wantsFrame).toBe(true)
    desk.frame(300)
    expect(presses).toHaveLength(0)
    desk.frame(300)
    expect(presses).toEqual([{ screen: { x: 40, y: 50 }, pointerType: 'touch' }])
    expect(desk.editor.wantsFrame).toBe(false)
    desk.move(200, 200, first)
    desk.up(200, 200, first)
    expect(desk.entries).toHaveLength(0)
  })

  test('is not a finger that draws slowly', () => {
    const desk = deskWithPen()
    const presses = asked(desk)
    desk.down(40, 50, first)
    desk.move(52, 52, first)
    desk.frame(600)
    desk.up(60, 60, first)
    expect(presses).toHaveLength(0)
    expect(desk.board.elements).toHaveLength(1)
  })
})

describe('pen mode', () => {
  const later = (desk: Desk) => desk.wait(1000)

  test('begins with the first pen: a finger pans then, and does not draw', () => {
    const desk = deskWithPen()
    desk.drag([[0, 0], [50, 50]], first) // prettier-ignore
    expect([desk.board.elements.length, desk.editor.options.penMode]).toEqual([1, false])
    desk.drag([[0, 0], [50, 50]], pen) // prettier-ignore
    expect([desk.board.elements.length, desk.editor.options.penMode]).toEqual([2, true])
    later(desk)
    desk.drag([[0, 0], [30, 40]], first) // prettier-ignore
    expect(desk.board.elements).toHaveLength(2)
    expect([desk.editor.viewport.x, desk.editor.viewport.y]).toEqual([-30, -40])
  })

  test('can be switched off, and another pen does not switch it on again', () => {
    const desk = deskWithPen()
    desk.drag([[0, 0], [50, 50]], pen) // prettier-ignore
    desk.editor.setOptions({ penMode: false })
    desk.drag([[0, 90], [50, 90]], pen) // prettier-ignore
    later(desk)
    desk.drag([[0, 0], [50, 50]], first) // prettier-ignore
    expect(desk.board.elements).toHaveLength(3)
  })

  test('lets fingers select', () => {
    const element = square(1, 0, 0, 'red')
    const desk = new Desk([element])
    desk.editor.setOptions({ penMode: true })
    desk.editor.setTool('select')
    desk.click(20, 20, first)
    expect([...desk.editor.selection]).toEqual([element.id])
  })

  test('ignores palms: wide ones, and those that come with the pen', () => {
    const desk = deskWithPen()
    desk.move(50, 50, pen)
    desk.drag([[0, 0], [30, 40]], first) // prettier-ignore
    later(desk)
    desk.drag([[0, 0], [30, 40]], { ...first, contact: 80 }) // prettier-ignore
    expect([desk.editor.viewport.x, desk.board.elements.length]).toEqual([0, 0])
  })

  test('a palm that only trembles does not move the view', () => {
    const desk = deskWithPen()
    desk.editor.setOptions({ penMode: true })
    desk.drag([[0, 0], [4, 3], [2, 5]], first) // prettier-ignore
    expect(desk.editor.viewport.x).toBe(0)
  })
})
