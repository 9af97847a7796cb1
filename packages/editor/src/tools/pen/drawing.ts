import type { Brush, Element, Made, Operation } from '@drawbridge/board'
import { deleteElement, maxInkPoints } from '@drawbridge/board'
import { distance } from '@drawbridge/geometry'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import type { TimedPoint } from './growing-stroke.ts'
import { GrowingStroke } from './growing-stroke.ts'
import { Shaping } from './shaping.ts'
import { sketchOf } from './sketch-of.ts'
import { SteadyHand, straight } from './steady-hand.ts'

/** A finger is kept to itself until it has gone this far, or gone on this long: it may be the first of two. */
const heldPixels = 10
const heldMilliseconds = 120
const heldTremble = 4

/** A hand that stays for this long wants what it has drawn to become a shape. */
const holdMilliseconds = 500
const holdTremble = 5

/** Just off one half, which would mean that the device has none: this draws a line of one width. */
const evenPressure = 127 / 255

/** Between the points of a straight part. CSS pixels. */
const straightStep = 12

/** The ink streams while it is drawn: one entry a frame, all of them one undo step. */
export class Drawing implements ToolState {
  readonly name = 'drawing'
  readonly #context: ToolContext
  readonly #idle: ToolState
  readonly #brush: Brush
  readonly #step: string
  readonly #pressed: Sample
  readonly #hand: SteadyHand
  #strokes: GrowingStroke[]
  #held: boolean
  /** Where a straight part that begins at the last point goes, while Shift is held. */
  #straightTo: TimedPoint | undefined
  #predicted: readonly TimedPoint[] = []
  #moved = false
  /** Where and since when the hand rests. */
  #rest: Sample
  /** What is drawn so far was found to be no shape. */
  #isNoShape = false
  #draft: readonly Element[] | undefined

  constructor(context: ToolContext, pressed: Sample, idle: ToolState, brush: Brush = 'pen') {
    this.#context = context
    this.#idle = idle
    this.#pressed = pressed
    this.#rest = pressed
    this.#brush = brush
    this.#step = context.newStep()
    const start = this.#timed(pressed)
    this.#hand = new SteadyHand(context.options, context.viewport.zoom, start)
    this.#strokes = [this.#begin(start)]
    this.#held = pressed.pointerType === 'touch'
    this.#show()
  }

  get draft(): readonly Element[] | undefined {
    return this.#draft
  }

  get waits(): boolean {
    return this.#predicted.length > 0 || this.#mayBecomeShape
  }

  get #mayBecomeShape(): boolean {
    const { options } = this.#context
    return options.holdToShape && this.#brush === 'pen' && !this.#held && !this.#isNoShape
  }

  move(sample: Sample, earlier: readonly Sample[], predicted: readonly Sample[]): ToolState {
    for (const reading of [...earlier, sample]) this.#follow(reading)
    const gone = distance(sample.screen, this.#pressed.screen)
    const lasted = sample.time - this.#pressed.time
    if (distance(sample.screen, this.#rest.screen) > holdTremble) {
      this.#rest = sample
      this.#isNoShape = false
    }
    if (gone > heldPixels || (lasted > heldMilliseconds && gone > heldTremble)) this.#held = false
    this.#predicted = this.#hand.isFree && !this.#straightTo ? predicted.map((each) => this.#timed(each)) : []
    this.#moved = true
    if (this.#held || this.#straightTo) this.#show()
    return this
  }

  up(sample: Sample): ToolState {
    // A lifted pen presses with nothing, which would end the stroke in a needle.
    const end = { ...this.#timed(sample), pressure: this.#current.last.pressure }
    if (this.#straightTo) this.#goStraight(end)
    else for (const point of this.#hand.arrive(end)) this.#add(point)
    this.#held = false
    this.#predicted = []
    this.flush()
    return this.#idle
  }

  cancel(): ToolState {
    const begun = this.#strokes.filter((stroke) => stroke.begun)
    this.#context.submit(
      begun.map(({ id }) => deleteElement(id)),
      { step: this.#step, forget: true },
    )
    return this.#idle
  }

  wait(time: number): ToolState {
    // A frame in which nothing moves: the hand did not do what was predicted.
    if (!this.#moved) this.#predicted = []
    this.#moved = false
    if (!this.#mayBecomeShape || time - this.#rest.time < holdMilliseconds) return this
    this.flush()
    const { board, viewport } = this.#context
    const sketch = this.#strokes.length === 1 ? sketchOf(board, this.#current.id, viewport.zoom) : undefined
    if (!sketch) {
      this.#isNoShape = true
      return this
    }
    const made = { ...this.#context.newElement(), ...this.#look() }
    return new Shaping(this.#context, this.#idle, {
      stroke: this.#current.id,
      made,
      sketch,
      held: this.#rest.board,
    })
  }

  flush(): void {
    if (this.#held) return
    const operations = this.#strokes
      .map((stroke) => stroke.next())
      .filter((operation): operation is Operation => operation !== undefined)
    this.#context.submit(operations, { step: this.#step })
    this.#show()
  }

  get #current(): GrowingStroke {
    return this.#strokes.at(-1) as GrowingStroke
  }

  #begin(start: TimedPoint): GrowingStroke {
    const made = { ...this.#context.newElement(), ...this.#look(), brush: this.#brush }
    return new GrowingStroke(made, this.#context.viewport.zoom, start)
  }

  #look(): Pick<Made, 'color' | 'opacity' | 'strokeWidth'> {
    const { color, opacity, strokeWidth } = this.#context.style
    return { color, opacity, strokeWidth }
  }

  #timed({ board, pressure, time }: Sample): TimedPoint {
    const even = this.#brush === 'pen' && !this.#context.options.pressure
    return { x: board.x, y: board.y, pressure: even ? evenPressure : pressure, time }
  }

  #follow(sample: Sample): void {
    const point = this.#timed(sample)
    if (sample.modifiers.shift) this.#straightTo = point
    else {
      if (this.#straightTo) this.#goStraight(this.#straightTo)
      this.#add(this.#hand.follow(point))
    }
  }

  #goStraight(to: TimedPoint): void {
    const step = straightStep / this.#context.viewport.zoom
    for (const point of straight(this.#current.last, to, step)) this.#add(point)
    this.#hand.jump(to)
    this.#straightTo = undefined
  }

  #add(point: TimedPoint): void {
    if (this.#current.length >= maxInkPoints) this.#strokes.push(this.#begin(this.#current.last))
    this.#current.add(point)
  }

  /** What is seen of it beyond what the board has. */
  #show(): void {
    const { board } = this.#context
    const ahead = this.#straightTo ? [this.#straightTo] : this.#predicted
    if (this.#held) this.#draft = this.#strokes.map((stroke) => stroke.element(board, ahead))
    else this.#draft = ahead.length > 0 ? [this.#current.element(board, ahead)] : undefined
  }
}
