import type { Change, Element } from '@drawbridge/board'
import { Board, text, frame as frameOf } from '@drawbridge/board'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CanvasRenderer } from './canvas-renderer.ts'
import type { Frame } from './frame.ts'
import { recordingCanvas, NoPath } from './testing/canvas.ts'
import { longer, square, strokeOf } from './testing/elements.ts'
import { themes } from './theme.ts'

beforeEach(() => {
  vi.stubGlobal('Path2D', NoPath)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** A renderer of 800 by 600 on a board, and which elements a frame painted on which canvas. */
function setUp(...elements: Element[]) {
  const board = new Board(elements)
  const below = recordingCanvas()
  const above = recordingCanvas()
  const renderer = new CanvasRenderer({ below: below.canvas, above: above.canvas })
  renderer.resize(800, 600, 1)
  let shown: Frame = { board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light }

  /** Each element is painted at its own origin: the origins tell which. */
  const painted = (calls: readonly (readonly [string, ...unknown[]])[]) => {
    let origin = ''
    return calls.flatMap(([name, ...values]) => {
      if (name === 'setTransform') origin = `${String(values[4])},${String(values[5])}`
      return name === 'fill' || name === 'stroke' ? [origin] : []
    })
  }
  return {
    board,
    renderer,
    frame(changes: Partial<Frame> = {}) {
      shown = { ...shown, ...changes }
      renderer.frame(shown)
      return { below: painted(below.take()), above: painted(above.take()) }
    },
    put(element: Element) {
      renderer.invalidate(board.put(element.id, element) as Change)
    },
    remove(id: string) {
      renderer.invalidate(board.put(id, undefined) as Change)
    },
    calls: () => ({ below: below.take(), above: above.take() }),
  }
}

const a = square(1, 100, 100)
const b = square(2, 120, 120)
const far = square(3, 500, 500)
const outside = square(4, 5000, 100)

describe('the board below', () => {
  test('is painted from the bottom up, without what is out of sight', () => {
    const { frame } = setUp(outside, b, a)
    expect(frame().below).toEqual(['100,100', '120,120'])
  })

  test('is not painted again when nothing has changed', () => {
    const { frame, calls, renderer, board } = setUp(a, b)
    frame()
    renderer.frame({ board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light })
    expect(calls().below).toEqual([])
  })

  test('is painted whole when viewport or theme change', () => {
    const { frame } = setUp(a, far)
    frame()
    expect(frame({ viewport: { x: 100, y: 0, zoom: 1 } }).below).toEqual(['0,100', '400,500'])
    expect(frame({ viewport: { x: 0, y: 0, zoom: 2 } }).below).toEqual(['200,200'])
    expect(frame({ theme: themes.dark }).below).toEqual(['200,200'])
  })

  test('is painted again only around a change, in paint order', () => {
    const { frame, put } = setUp(a, b, far)
    frame()
    put({ ...a, color: 'red' })
    expect(frame().below).toEqual(['100,100', '120,120'])
  })

  test('is cleared where an element was, and painted where it has gone', () => {
    const { frame, put, remove } = setUp(a, b, far)
    frame()
    put({ ...b, x: 490, y: 490 })
    expect(frame().below).toEqual(expect.arrayContaining(['100,100', '490,490', '500,500']))
    remove(a.id)
    expect(frame().below).toEqual([])
  })

  test('fades what the eraser marks, and shows it again', () => {
    const { frame } = setUp(a, b, far)
    frame()
    expect(frame({ erasing: new Set([far.id]) }).below).toEqual(['500,500'])
    expect(frame().below).toEqual([])
    expect(frame({ erasing: new Set() }).below).toEqual(['500,500'])
  })

  test('leaves out the text that is being edited, but not what it stands on', () => {
    const words = text({ ...far, at: { x: 300, y: 300 }, id: a.id, text: 'words', width: 60, height: 25 })
    const labelled = { ...far, text: 'label' } as Element
    const { renderer, board, calls } = setUp(words, labelled)
    const painted = (editing?: string) => {
      renderer.frame({ board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light, editing })
      const names = calls().below.map(([name]) => name)
      return [names.includes('fillText'), names.includes('stroke')]
    }
    expect(painted()).toEqual([true, true])
    expect(painted(words.id)).toEqual([false, false])
    expect(painted(labelled.id)).toEqual([true, true])
    expect(painted(labelled.id)).toEqual([false, false])
    expect(painted()).toEqual([true, true])
  })

  test('is painted whole when the settings change', () => {
    const { frame, renderer, board } = setUp(a)
    frame()
    const settings = { ...board.settings, background: 'ink', pattern: 'lines' as const }
    renderer.invalidate(board.putSettings(settings) as Change)
    expect(frame().below).toEqual(['100,100'])
  })
})

describe('what lies in a frame', () => {
  const area = frameOf({ id: 'area', index: 'a0', box: { minX: 90, minY: 90, maxX: 130, maxY: 130 } })
  const inside = { ...a, frame: area.id }

  test('is cut at its edge, also after the frame has gone and come back', () => {
    const { calls, put, remove, renderer, board } = setUp(area, inside)
    const cuts = () => {
      renderer.frame({ board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light })
      return calls().below.filter(([name]) => name === 'clip').length
    }
    // One clip is of what is painted at all.
    expect(cuts()).toBe(2)
    remove(area.id)
    expect(cuts()).toBe(1)
    put(area)
    expect(cuts()).toBe(2)
  })

  test('is painted again where the frame changes', () => {
    const { frame, put } = setUp(area, inside)
    frame()
    put({ ...area, width: 20 })
    expect(frame().below).toContain('100,100')
  })
})

describe('a stroke being drawn', () => {
  const begun = strokeOf(7, { x: 110, y: 110 })

  test('is above the board while it grows, and the board is not painted again for it', () => {
    const { frame, put } = setUp(a)
    frame()
    put(begun)
    frame()
    const second = longer(begun, 130, 115)
    put(second)
    expect(frame()).toEqual({ below: ['100,100'], above: ['110,110'] })
    put(longer(second, 140, 120))
    expect(frame()).toEqual({ below: [], above: ['110,110'] })
  })

  test('goes down to its place once it has not grown for a while', () => {
    const { frame, put } = setUp(begun, a)
    frame()
    put(longer(begun, 130, 115))
    frame()
    for (let i = 0; i < 100; i++) {
      const { below, above } = frame()
      if (below.length === 0) continue
      expect(below.toSorted()).toEqual(['100,100', '110,110'])
      expect(above).toEqual([])
      return
    }
    expect.unreachable('it never went down')
  })

  test('is gone when it is deleted', () => {
    const { frame, put, remove } = setUp(a)
    frame()
    put(begun)
    put(longer(begun, 130, 115))
    frame()
    remove(begun.id)
    expect(frame().above).toEqual([])
    for (let i = 0; i < 100; i++) expect(frame()).toEqual({ below: [], above: [] })
  })
})

test('above the board are drafts, then selection, then cursors with their names', () => {
  const { frame, calls, board, renderer } = setUp(a)
  frame()
  renderer.frame({
    board,
    viewport: { x: 0, y: 0, zoom: 1 },
    theme: themes.light,
    draft: [square(8, 300, 300)],
    selection: new Set([a.id, 'gone']),
    marquee: { minX: 0, minY: 0, maxX: 9, maxY: 9 },
    peers: [{ name: 'Ada', color: 'blue', cursor: { x: 40, y: 50 }, selection: [] }],
  })
  const names = calls().above.map(([name]) => name)
  const order = ['clearRect', 'stroke', 'strokeRect', 'fillRect', 'fillText']
  expect(names.filter((name, i) => order.includes(name) && names.indexOf(name) === i)).toEqual(order)
})

test('selection boxes are drawn around what is selected, in screen pixels', () => {
  const { frame, calls, board, renderer } = setUp(a)
  frame()
  renderer.frame({
    board,
    viewport: { x: 50, y: 50, zoom: 2 },
    theme: themes.light,
    selection: new Set([a.id]),
  })
  // A line 2 wide reaches one unit out; the box keeps 4 pixels away.
  expect(calls().above.filter(([name]) => name === 'strokeRect')).toEqual([['strokeRect', 94, 94, 92, 92]])
})
