import type { BoardView, ElementId, InkPoint, Made, Operation, StrokeElement } from '@drawbridge/board'
import { createElement, extendStroke, gridForZoom, inkFrom, stroke } from '@drawbridge/board'

/** Position in board units, milliseconds on the clock of the input. */
export interface TimedPoint {
  readonly x: number
  readonly y: number
  readonly pressure: number
  readonly time: number
}

/** A stroke that is being drawn: gathers points, and says which operations bring the board up to them. */
export class GrowingStroke {
  readonly #made: Made
  readonly #zoom: number
  readonly #grid: number
  readonly #start: TimedPoint
  #last: TimedPoint
  #sent = 0
  #gathered: InkPoint[]

  /** @param made its identity and look */
  constructor(made: Made, zoom: number, start: TimedPoint) {
    this.#made = made
    this.#zoom = zoom
    this.#grid = gridForZoom(zoom)
    this.#start = start
    this.#last = start
    this.#gathered = [{ ...start, time: 0 }]
  }

  get id(): ElementId {
    return this.#made.id
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
    this.#gathered.push(this.#since(point))
  }

  /** As it would be with some more points; for showing what the board does not have yet. */
  element(board: BoardView, more: readonly TimedPoint[] = []): StrokeElement {
    const points = [...this.#gathered, ...more.map((point) => this.#since(point))]
    if (this.#sent === 0) return this.#with(points)
    const known = board.get(this.id)
    // Deleted by another meanwhile: what is still drawn of it is shown no more.
    if (known?.type !== 'stroke') return this.#with([])
    return { ...known, ink: known.ink.spliced(known.ink.length, inkFrom(points, this.#start, this.#grid)) }
  }

  /** The operation that adds what was gathered since the last call; undefined when nothing was. */
  next(): Operation | undefined {
    if (this.#gathered.length === 0) return undefined
    const operation =
      this.#sent === 0
        ? createElement(this.#with(this.#gathered))
        : extendStroke(this.id, this.#sent, inkFrom(this.#gathered, this.#start, this.#grid))
    this.#sent += this.#gathered.length
    this.#gathered = []
    return operation
  }

  #with(points: readonly InkPoint[]): StrokeElement {
    return stroke({ ...this.#made, points, zoom: this.#zoom })
  }

  #since(point: TimedPoint): InkPoint {
    return { ...point, time: point.time - this.#start.time }
  }
}
