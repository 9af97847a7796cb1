import type { Canvas as NodeCanvas } from '@napi-rs/canvas'
import { createCanvas } from '@napi-rs/canvas'
import type { Element } from '@drawbridge/board'
import { defaultSettings, frame as frameOf, stroke } from '@drawbridge/board'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Canvas } from '../context.ts'
import { noPictures } from '../pictures.ts'
import { difference, nodePath } from '../testing/tiled-board.ts'
import { themes } from '../theme.ts'
import type { Job } from './messages.ts'
import { unfinished } from './messages.ts'
import type { Finished } from './tile-engine.ts'
import { TileEngine } from './tile-engine.ts'

beforeAll(() => {
  vi.stubGlobal('Path2D', nodePath)
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const area = { scale: 1, x: 0, y: 0, width: 200, height: 150 }
const draft = (id: number, grows = true, of = area): Job => ({
  id,
  kind: 'area',
  area: of,
  quality: 'draft',
  worthFrom: 0,
  grows,
})

/** Strokes one above the other, from the first on. */
const strokes = (first: number, count: number): Element[] =>
  Array.from({ length: count }, (_, i) => {
    const n = first + i
    const at = (dx: number, dy: number) => ({ x: ((n * 37) % 190) + dx, y: ((n * 53) % 140) + dy })
    const index = `b${String(n).padStart(5, '0')}V`
    return stroke({ id: `stroke ${n}`, index, strokeWidth: 4, points: [at(0, 0), at(20, 9), at(5, 20)] })
  })

class Painter {
  readonly made: number[] = []
  readonly #canvases = new Map<string, NodeCanvas>()
  readonly #engine = new TileEngine({
    makeCanvas: (width, height) => {
      this.made.push(width)
      // As a worker has it: one for all pictures of a size.
      const key = `${width} ${height}`
      const canvas = this.#canvases.get(key) ?? createCanvas(width, height)
      this.#canvases.set(key, canvas)
      canvas.getContext('2d').clearRect(0, 0, width, height)
      return canvas as unknown as Canvas
    },
    pictures: noPictures,
    copies: true,
  })
  #revision = 0

  constructor() {
    this.#engine.look({ theme: themes.light, settings: defaultSettings, pixelRatio: 1 })
  }

  put(elements: readonly Element[], gone: readonly string[] = []): this {
    this.#engine.change({ revision: ++this.#revision, put: elements, gone })
    return this
  }

  paint(job: Job): Finished {
    this.#engine.ask([job])
    return this.#engine.run(() => false) as Finished
  }

  /** As often as it takes. */
  paintWhole(id: number): Finished {
    let finished = this.paint(draft(id))
    while (finished.revision === unfinished) finished = this.paint(draft(++id))
    return finished
  }

  /** Begins and does not end. */
  begin(job: Job): void {
    this.#engine.ask([job])
    this.#engine.run(() => true)
  }
}

function pixels({ canvas }: Finished): Uint8ClampedArray {
  const { width, height } = canvas as Canvas
  return (canvas as unknown as NodeCanvas).getContext('2d').getImageData(0, 0, width, height).data
}

function expectWhole(grown: Finished, elements: readonly Element[]): void {
  const whole = new Painter().put(elements).paint(draft(1, false))
  // Lines are painted in other batches: where two cross, a smoothed edge may be a shade lighter.
  expect(difference(pixels(grown), pixels(whole)).pixels).toBeLessThan(10)
}

const canvases = (painter: Painter) => painter.made.filter((width) => width === area.width).length

test('what comes on top is painted onto the draft that is there', () => {
  const painter = new Painter().put(strokes(0, 30))
  painter.paint(draft(1))
  painter.put(strokes(30, 30)).put(strokes(60, 5))
  expectWhole(painter.paintWhole(2), strokes(0, 65))
  expect(canvases(painter)).toBe(1)
})

test('a draft of many elements is shown bit by bit, and says when it is whole', () => {
  const painter = new Painter().put(strokes(0, 500))
  const revisions = [1, 2, 3, 4].map((id) => painter.paint(draft(id)).revision)
  expect(revisions).toEqual([unfinished, unfinished, unfinished, 1])
  expectWhole(painter.paint(draft(5)), strokes(0, 500))
  expect(canvases(painter)).toBe(1)
})

test.each<[string, (painter: Painter) => void, () => readonly Element[]]>([
  [
    'something comes below',
    (painter) => painter.put(strokes(5, 1)),
    () => [...strokes(5, 1), ...strokes(10, 20)],
  ],
  [
    'something looks different',
    (painter) => painter.put([{ ...(strokes(12, 1)[0] as Element), color: 'red' }]),
    () => [...strokes(10, 2), { ...(strokes(12, 1)[0] as Element), color: 'red' }, ...strokes(13, 17)],
  ],
  [
    'something goes',
    (painter) => painter.put([], [strokes(12, 1)[0]?.id ?? '']),
    () => [...strokes(10, 2), ...strokes(13, 17)],
  ],
  [
    'another picture was painted',
    (painter) => painter.paint({ ...draft(9, false), quality: 'exact' } as Job),
    () => strokes(10, 20),
  ],
  [
    'it was given up halfway',
    (painter) => painter.put(strokes(30, 100)).begin(draft(9)),
    () => strokes(10, 120),
  ],
])('it is painted anew where %s', (_, happens, then) => {
  const painter = new Painter().put(strokes(10, 20))
  painter.paint(draft(1))
  happens(painter)
  expectWhole(painter.paintWhole(10), then())
})

test('a frame cuts what is under it already', () => {
  const [drawn] = strokes(1, 1) as [Element]
  const cutting = frameOf({ id: 'frame', index: 'b9V', box: { minX: 0, minY: 0, maxX: 45, maxY: 60 } })
  const inside = { ...drawn, frame: cutting.id }
  const painter = new Painter().put([inside])
  painter.paint(draft(1))
  expectWhole(painter.put([cutting]).paint(draft(2)), [inside, cutting])
})
