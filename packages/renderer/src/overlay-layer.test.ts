import { Board } from '@drawbridge/board'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
