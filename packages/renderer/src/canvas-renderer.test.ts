import { Board } from '@drawbridge/board'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CanvasRenderer } from './canvas-renderer.ts'
import type { Frame } from './frame.ts'
import { noPictures } from './pictures.ts'
import { NoPath, recordingCanvas } from './testing/canvas.ts'
import { longer, square, strokeOf } from './testing/elements.ts'
import { onPage } from './tiles/page-painting.ts'
import { themes } from './theme.ts'

beforeEach(() => {
  vi.stubGlobal('Path2D', NoPath)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** A renderer of 800 by 600 on a board, and what is called on the canvas above the board. */
function setUp(...elements: Parameters<typeof square>[]) {
  const board = new Board(elements.map((values) => square(...values)))
  const above = recordingCanvas()
  const makeCanvas = () => recordingCanvas().canvas
  // Tiles are of no interest here: their turn never comes.
  const start = onPage(noPictures, { later: () => undefined, now: () => 0, makeCanvas })
  const renderer = new CanvasRenderer(
    { below: recordingCanvas().canvas, above: above.canvas },
    { wake: () => undefined, tiles: { makeCanvas, start } },
  )
  renderer.resize(800, 600, 1)
  above.take()
  return {
    board,
    renderer,
    frame(changes: Partial<Frame> = {}) {
      renderer.frame({ board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light, ...changes })
      return above.take()
    },
  }
}

/** Each element is painted at its own origin: the origins tell which. */
function painted(calls: readonly (readonly [string, ...unknown[]])[]): string[] {
  let origin = ''
  return calls.flatMap(([name, ...values]) => {
    if (name === 'setTransform') origin = `${String(values[4])},${String(values[5])}`
    return name === 'fill' || name === 'stroke' ? [origin] : []
  })
}

test('above the board are drafts, then selection, then cursors with their names', () => {
  const { frame, board } = setUp([1, 100, 100])
  const names = frame({
    draft: [square(8, 300, 300)],
    selection: new Set([board.elements[0]?.id ?? '', 'gone']),
    marquee: { minX: 0, minY: 0, maxX: 9, maxY: 9 },
    peers: [{ name: 'Ada', color: 'blue', cursor: { x: 40, y: 50 }, selection: [] }],
  }).map(([name]) => name)
  const order = ['clearRect', 'stroke', 'strokeRect', 'fillRect', 'fillText']
  expect(names.filter((name, i) => order.includes(name) && names.indexOf(name) === i)).toEqual(order)
})

test('selection boxes are drawn around what is selected, in screen pixels', () => {
  const { frame, board } = setUp([1, 100, 100])
  const calls = frame({
    viewport: { x: 50, y: 50, zoom: 2 },
    selection: new Set([board.elements[0]?.id ?? '']),
  })
  // A line 2 wide reaches one unit out; the box keeps 4 pixels away.
  expect(calls.filter(([name]) => name === 'strokeRect')).toEqual([['strokeRect', 94, 94, 92, 92]])
})

test('a stroke is above the board while it grows, and gone when it is deleted', () => {
  const { frame, board, renderer } = setUp()
  frame()
  const begun = strokeOf(7, { x: 110, y: 110 })
  const change = (stroke: typeof begun | undefined) => {
    const made = board.put(begun.id, stroke)
    if (made) renderer.invalidate(made)
  }
  change(begun)
  expect(painted(frame())).toEqual(['110,110'])
  change(longer(begun, 130, 115))
  expect(painted(frame())).toEqual(['110,110'])
  expect(renderer.wantsFrame).toBe(true)
  change(undefined)
  expect(painted(frame())).toEqual([])
})

test('both layers are moved to whole pixels, so that ink stays where it was drawn', () => {
  const { frame } = setUp()
  const calls = frame({ viewport: { x: 10.3, y: -5.6, zoom: 1 }, draft: [square(8, 300, 300)] })
  expect(painted(calls)).toEqual(['290,306'])
})
