import type { ElementId, InkPoint, Operation, StrokeElement } from '@drawbridge/board'
import { createElement, extendStroke, gridForZoom, inkFrom, stroke } from '@drawbridge/board'
import type { NewElement } from '../../identity.ts'
import type { Style } from '../../style.ts'

/** Position in board units, milliseconds on the clock of the input. */
export interface TimedPoint {
  readonly x: number
  readonly y: number
  readonly pressure: number
  readonly time: number
}

/** A stroke that is being drawn: gathers points, and says which operations bring the board up to them. */
export class GrowingStroke {
  readonly id: ElementId
  readonly #index: string
  readonly #style: Style
  readonly #zoom: number
  readonly #grid: number
  readonly #start: TimedPoint
  #last: TimedPoint
  #sent = 0
  #gathered: InkPoint[]

  constructor(made: NewElement, style: Style, zoom: number, start: TimedPoint) {
    this.id = made.id
    this.#index = made.index
    this.#style = style
    this.#zoom = zoom
    this.#grid = gridForZoom(zoom)
    this.#start = start
    this.#last = start
    this.#gathered = [{ ...start, time: 0 }]
  }

  /** Points, whether the board has them or not. */
  get length(): number {
    return this.#sent + this.#gathered.length
  }

  get last(): TimedPoint {
    return this.#last
  }

  /** True once the board knows the stroke. */
  get begun(): boolean {
    return this.#sent > 0
  }

  /** A point that falls on the last one is dropped. */
  add(point: TimedPoint): void {
    const scale = 2 ** this.#grid
    const moved =
      Math.round((point.x - this.#last.x) * scale) !== 0 || Math.round((point.y - this.#last.y) * scale) !== 0
    if (!moved) return
    this.#last = point
    this.#gathered.push({ ...point, time: point.time - this.#start.time })
  }

  /** What has been gathered, as an element; for showing a stroke that the board does not have yet. */
  element(): StrokeElement {
    const { color, opacity, strokeWidth } = this.#style
    return stroke({
      id: this.id,
      index: this.#index,
      color,
      opacity,
      strokeWidth,
      points: this.#gathered,
      zoom: this.#zoom,
    })
  }

  /** The operation that adds what was gathered since the last call; undefined when nothing was. */
  next(): Operation | undefined {
    if (this.#gathered.length === 0) return undefined
    const operation =
      this.#sent === 0
        ? createElement(this.element())
        : extendStroke(this.id, this.#sent, inkFrom(this.#gathered, this.#start, this.#grid))
    this.#sent += this.#gathered.length
    this.#gathered = []
    return operation
  }
}
