import type { Element } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { boxCenter } from '@drawbridge/geometry'
import type { Handles, SelectionFrame } from '../../selection-handles.ts'
import { handlesShown } from '../../selection-handles.ts'
import { turned } from '../../transform.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { Streaming } from './streaming.ts'

const angleStep = Math.PI / 12

/** Turns the selection about its middle; Shift turns it to steps of 15°. */
export class Rotating extends Streaming {
  override readonly name = 'rotating'
  readonly cursor = 'grabbing'
  readonly #context: ToolContext
  readonly #frame: SelectionFrame
  readonly #center: Vector
  readonly #from: number
  #angle = 0

  constructor(
    context: ToolContext,
    pressed: Sample,
    grabbed: { readonly frame: SelectionFrame; readonly elements: readonly Element[] },
    idle: ToolState,
  ) {
    super(context, grabbed.elements, idle)
    this.#context = context
    this.#frame = grabbed.frame
    this.#center = boxCenter(grabbed.frame.box)
    this.#from = this.#direction(pressed)
  }

  get handles(): Handles {
    const { box, rotation, turns } = this.#frame
    return handlesShown({ box, rotation: rotation + this.#angle, turns }, this.#context.viewport.zoom)
  }

  override move(sample: Sample): ToolState {
    const { rotation } = this.#frame
    const to = rotation + this.#direction(sample) - this.#from
    const angle = (sample.modifiers.shift ? Math.round(to / angleStep) * angleStep : to) - rotation
    this.#angle = angle
    const turn = { center: this.#center, angle }
    this.stream.want((element) => turned(element, this.#context.board, turn))
    return this
  }

  #direction({ board: { x, y } }: Sample): number {
    return Math.atan2(y - this.#center.y, x - this.#center.x)
  }
}
