import type { Canvas as NodeCanvas } from '@napi-rs/canvas'
import { createCanvas, Path2D as NodePath2D } from '@napi-rs/canvas'
import type { BoardSettings, Change, Element } from '@drawbridge/board'
import { Board } from '@drawbridge/board'
import type { Canvas } from '../context.ts'
import { paintBackground } from '../background.ts'
import { paintOnCanvas } from '../canvas-paint.ts'
import type { Frame, View } from '../frame.ts'
import { Surface } from '../surface.ts'
import { themes } from '../theme.ts'
import type { Job } from '../tiles/messages.ts'
import { onPage } from '../tiles/page-painting.ts'
import type { StartPainting } from '../tiles/painting.ts'
import { TileLayer } from '../tiles/tile-layer.ts'

/** What Node lacks of what a browser paints with. */
export const nodePath: unknown = NodePath2D

const opaque = { alpha: false } as const

function canvasOf(width: number, height: number): Canvas {
  return createCanvas(width, height) as unknown as Canvas
}

function pixelsOf(canvas: Canvas): Uint8ClampedArray {
  const { width, height } = canvas
  return (canvas as unknown as NodeCanvas).getContext('2d').getImageData(0, 0, width, height).data
}

/** How far two pictures are apart: how many pixels differ by more than smoothing does, and by how much any does. */
export function difference(a: Uint8ClampedArray, b: Uint8ClampedArray, slight = 24) {
  let pixels = 0
  let most = 0
  for (let i = 0; i < a.length; i += 4) {
    const off = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((a[i + channel] ?? 0) - (b[i + channel] ?? 0))),
    )
    most = Math.max(most, off)
    if (off > slight) pixels++
  }
  return { pixels, most }
}

/** A board seen through tiles that are painted with real pixels, by a clock and tasks that a test moves on. */
export class TiledBoard {
  readonly board: Board
  readonly layer: TileLayer
  /** Jobs as they were asked for. */
  readonly asked: Job[][] = []
  /** Whether the painter fails at the next that it is asked for. */
  failNext = false
  shown: Frame
  readonly #canvas: Canvas
  readonly #ratio: number
  readonly #tasks: (() => void)[] = []
  #now = 1000

  constructor(elements: readonly Element[], { width = 300, height = 200, ratio = 1 } = {}) {
    this.board = new Board(elements)
    this.#ratio = ratio
    this.#canvas = canvasOf(width * ratio, height * ratio)
    const surface = new Surface(this.#canvas, opaque)
    surface.resize(width, height, ratio)
    const slices = {
      later: (task: () => void) => this.#tasks.push(task),
      now: () => (this.#now += 1),
      makeCanvas: canvasOf,
    }
    const start: StartPainting = (events) => {
      const painting = onPage(surface.pictures, slices)(events)
      const ask = painting.ask.bind(painting)
      painting.ask = (jobs, isAhead) => {
        this.asked.push([...jobs])
        if (this.failNext) {
          this.failNext = false
          slices.later(() => events.failed('it was told to'))
        } else ask(jobs, isAhead)
      }
      return painting
    }
    this.layer = new TileLayer(surface, {
      makeCanvas: canvasOf,
      start,
      startInstead: start,
      // Everything takes its time.
      now: () => (this.#now += 1),
      wake: () => undefined,
    })
    this.shown = { board: this.board, viewport: { x: 0, y: 0, zoom: 1 }, theme: themes.light }
  }

  /** One frame; then so many milliseconds pass. Nothing is painted beside it. */
  frame(changes: Partial<Frame> = {}, passes = 16): this {
    this.shown = { ...this.shown, ...changes }
    this.layer.paint(this.shown)
    this.#now += passes
    return this
  }

  /** Lets the painter go on. @param tasks at most so many of its slices */
  work(tasks = Infinity): this {
    for (let i = 0; i < tasks; i++) {
      const task = this.#tasks.shift()
      if (!task) return this
      task()
    }
    return this
  }

  /** Frames and painting until everything is sharp. */
  settle(changes: Partial<Frame> = {}): this {
    this.frame(changes)
    for (let i = 0; i < 200 && !(this.layer.isSharp && !this.layer.wantsFrame); i++) this.work().frame()
    if (!this.layer.isSharp) throw new Error('it never became sharp')
    return this
  }

  put(element: Element): this {
    const change = this.board.put(element.id, element)
    if (change) this.layer.invalidate(change)
    return this
  }

  remove(id: string): this {
    this.layer.invalidate(this.board.put(id, undefined) as Change)
    return this
  }

  set(settings: BoardSettings): this {
    this.layer.invalidate(this.board.putSettings(settings) as Change)
    return this
  }

  get pixels(): Uint8ClampedArray {
    return pixelsOf(this.#canvas)
  }

  /** The same, painted at once and without tiles. */
  direct(
    view: View = this.shown.viewport,
    elements: readonly Element[] = this.board.elements,
  ): Uint8ClampedArray {
    const { width, height } = this.#canvas
    const surface = new Surface(canvasOf(width, height), opaque)
    surface.pixelRatio = this.#ratio
    const { theme } = this.shown
    paintBackground(surface, view, theme, this.board.settings, {
      minX: 0,
      minY: 0,
      maxX: width,
      maxY: height,
    })
    for (const element of elements) paintOnCanvas(surface, view, theme, element)
    return pixelsOf(surface.canvas)
  }
}
