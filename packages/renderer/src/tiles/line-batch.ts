import type { StrokeElement } from '@drawbridge/board'
import type { Context } from '../context.ts'
import { addInkLine } from './ink-line.ts'
import type { Area } from './tile-grid.ts'

/** More lines in one path make it slower to fill, not faster. */
const mostLines = 200
/** Widths that differ by less look the same. Device pixels. */
const widthStep = 0.25
/** What is thinner would hardly be seen. Device pixels. */
const thinnest = 0.4

interface Pending {
  readonly path: Path2D
  readonly color: string
  /** Device pixels; 0 for dots. */
  readonly width: number
}

/** How a line is painted. */
export interface LineLooks {
  readonly color: string
  /** Device pixels. */
  readonly width: number
  /** 0…1 */
  readonly opacity: number
  readonly blend?: 'multiply' | 'screen' | undefined
  /** Whether it may change places with others: nobody sees which of two thin lines is on top. */
  readonly loose: boolean
  /** See `addInkLine`. */
  readonly tolerance: number
}

/** Lines and dots that look the same are painted as one path: that is several times faster than one by one. */
export class LineBatch {
  readonly #context: Context
  readonly #area: Area
  readonly #pending = new Map<string, Pending>()
  #count = 0
  /** Whether one of those that wait must stay in its place. */
  #isStrict = false
  /** Of all that wait, if it is the same. */
  #color: string | undefined

  constructor(context: Context, area: Area) {
    this.#context = context
    this.#area = area
  }

  line(stroke: StrokeElement, { color, width, opacity, blend, loose, tolerance }: LineLooks): void {
    const rounded = Math.max(thinnest, Math.round(width / widthStep) * widthStep)
    if (opacity < 1 || blend) {
      // Each of them is seen through on its own.
      this.flush()
      const path = new Path2D()
      addInkLine(path, stroke, this.#area, tolerance)
      this.#stroke({ path, color, width: rounded }, opacity, blend)
      return
    }
    const path = this.#path(color, rounded, loose)
    addInkLine(path, stroke, this.#area, tolerance)
    this.#added()
  }

  /** What is left of something that is smaller than a pixel. */
  dot(x: number, y: number, color: string): void {
    this.#path(color, 0, true).rect(Math.floor(x), Math.floor(y), 1, 1)
    this.#added()
  }

  /** Paints all that waits. To be called before anything else is painted. */
  flush(): void {
    if (this.#count === 0) return
    for (const pending of this.#pending.values()) this.#stroke(pending, 1)
    this.#pending.clear()
    this.#count = 0
    this.#isStrict = false
  }

  #path(color: string, width: number, loose: boolean): Path2D {
    const key = `${color}|${width}`
    // Which of two lines of one colour is on top is not seen either.
    if ((!loose || this.#isStrict) && this.#color !== color) this.flush()
    this.#isStrict ||= !loose
    this.#color = this.#count === 0 || this.#color === color ? color : undefined
    let pending = this.#pending.get(key)
    if (!pending) {
      pending = { path: new Path2D(), color, width }
      this.#pending.set(key, pending)
    }
    return pending.path
  }

  #added(): void {
    if (++this.#count >= mostLines) this.flush()
  }

  #stroke({ path, color, width }: Pending, opacity: number, blend?: GlobalCompositeOperation): void {
    const context = this.#context
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.globalAlpha = opacity
    if (blend) context.globalCompositeOperation = blend
    if (width === 0) {
      context.fillStyle = color
      context.fill(path)
    } else {
      context.strokeStyle = color
      context.lineWidth = width
      context.lineCap = 'round'
      context.lineJoin = 'round'
      context.stroke(path)
    }
    if (blend) context.globalCompositeOperation = 'source-over'
    context.globalAlpha = 1
  }
}
