import { Board } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Frame } from './frame.ts'
import { OverlayLayer } from './overlay-layer.ts'
import { Surface } from './surface.ts'
import { NoPath, recordingCanvas } from './testing/canvas.ts'
import { strokeOf } from './testing/elements.ts'
import { themes } from './theme.ts'

beforeEach(() => {
  vi.stubGlobal('Path2D', NoPath)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** A layer of 800 by 600 with a stroke that can be drawn on it. */
function setUp() {
  const above = recordingCanvas()
  const makeCanvas = vi.fn((width: number, height: number) =>
    Object.assign(recordingCanvas().canvas, { width, height }),
  )
  const layer = new OverlayLayer(new Surface(above.canvas, {}), makeCanvas)
  layer.resize(800, 600, 1)
  const board = new Board()
  const drawStroke = () => {
    const draft = [strokeOf(1, { x: 10, y: 10 }, { x: 20, y: 10 })]
    layer.paint({ board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light, draft }, [])
  }
  const prepare = () => {
    for (let i = 0; i < 10 && !layer.isPrepared; i++) layer.prepare()
  }
  return { above, makeCanvas, layer, drawStroke, prepare }
}

test('a stroke has a canvas made, unless everything is prepared', () => {
  const unprepared = setUp()
  unprepared.drawStroke()
  expect(unprepared.makeCanvas).toHaveBeenCalledOnce()

  const { prepare, drawStroke, makeCanvas, layer } = setUp()
  prepare()
  expect(layer.isPrepared).toBe(true)
  makeCanvas.mockClear()
  drawStroke()
  expect(makeCanvas).not.toHaveBeenCalled()
})

test('what is being drawn stays when the rest is prepared', () => {
  const { above, drawStroke, prepare } = setUp()
  drawStroke()
  above.take()
  prepare()
  expect(above.take().map(([name]) => name)).not.toContain('clearRect')
})

test('a frame that shows what the last one did paints nothing', () => {
  const { above, layer } = setUp()
  const board = new Board()
  const draft = [strokeOf(1, { x: 10, y: 10 }, { x: 20, y: 10 })]
  const viewport = { x: 0, y: 0, zoom: 1 }
  const peer = { name: 'Ada', color: 'blue', cursor: { x: 5, y: 5 } as BoardPoint }
  const paints = (frame: Partial<Frame> = {}) => {
    above.take()
    layer.paint({ board, viewport, theme: themes.light, draft, peers: [peer], ...frame }, [])
    return above.take().length > 0
  }
  expect(paints()).toBe(true)
  expect(paints()).toBe(false)
  expect(paints({ draft: [strokeOf(1, { x: 10, y: 10 }, { x: 30, y: 10 })] })).toBe(true)
  expect(paints({ peers: [{ ...peer, cursor: { x: 6, y: 5 } as BoardPoint }] })).toBe(true)
  expect(paints({ viewport: { ...viewport, x: 1 } })).toBe(true)
  expect(paints({ theme: themes.dark })).toBe(true)
  expect(paints({ selection: new Set([draft[0]?.id ?? '']) })).toBe(true)
  expect(paints({ selection: new Set([draft[0]?.id ?? '']) }), 'a set may have changed').toBe(true)
  expect(paints()).toBe(true)
  layer.resize(700, 600, 1)
  expect(paints(), 'the canvas was emptied').toBe(true)
  expect(paints({ draft: [], peers: [] }), 'what was seen goes').toBe(true)
  expect(paints({ draft: [], peers: [] })).toBe(false)
})
