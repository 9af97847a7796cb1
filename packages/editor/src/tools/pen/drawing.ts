import type { Element, Operation } from '@drawbridge/board'
import { deleteElement, maxInkPoints } from '@drawbridge/board'
import { distance } from '@drawbridge/geometry'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import type { TimedPoint } from './growing-stroke.ts'
import { GrowingStroke } from './growing-stroke.ts'

/** A finger is kept to itself until it has gone this far or stayed this long: it may be the first of two. */
const heldPixels = 10
const heldMilliseconds = 120

const timedPoint = ({ board, pressure, time }: Sample): TimedPoint => ({
  x: board.x,
  y: board.y,
  pressure,
  time,
})

/** The ink streams while it is drawn: one entry a frame, all of them one undo step. */
export class Drawing implements ToolState {
  readonly name = 'drawing'
  readonly #context: ToolContext
  readonly #idle: ToolState
  readonly #step: string
  readonly #pressed: Sample
  #strokes: GrowingStroke[]
  #held: boolean
  #draft: readonly Element[] | undefined

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#idle = idle
    this.#pressed = pressed
    this.#step = context.newStep()
    this.#strokes = [this.#begin(timedPoint(pressed))]
    this.#held = pressed.pointerType === 'touch'
    this.#showHeld()
  }

  get draft(): readonly Element[] | undefined {
    return this.#draft
  }

  move(sample: Sample, earlier: readonly Sample[]): ToolState {
    for (const reading of earlier) this.#add(reading)
    this.#add(sample)
    if (
      distance(sample.screen, this.#pressed.screen) > heldPixels ||
      sample.time - this.#pressed.time > heldMilliseconds
    )
      this.#held = false
    this.#showHeld()
    return this
  }

  up(sample: Sample): ToolState {
    // A lifted pen presses with nothing, which would end the stroke in a needle.
    this.#add({ ...sample, pressure: this.#current.last.pressure })
    this.#held = false
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

  flush(): void {
    if (this.#held) return
    this.#draft = undefined
    const operations = this.#strokes
      .map((stroke) => stroke.next())
      .filter((operation): operation is Operation => operation !== undefined)
    this.#context.submit(operations, { step: this.#step })
  }

  get #current(): GrowingStroke {
    return this.#strokes.at(-1) as GrowingStroke
  }

  #begin(start: TimedPoint): GrowingStroke {
    const { viewport, style } = this.#context
    return new GrowingStroke(this.#context.newElement(), style, viewport.zoom, start)
  }

  #add(sample: Sample): void {
    if (this.#current.length >= maxInkPoints) this.#strokes.push(this.#begin(this.#current.last))
    this.#current.add(timedPoint(sample))
  }

  #showHeld(): void {
    this.#draft = this.#held ? this.#strokes.map((stroke) => stroke.element()) : undefined
  }
}
