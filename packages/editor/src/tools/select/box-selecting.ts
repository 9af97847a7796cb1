import type { ElementId } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxBetween } from '@drawbridge/geometry'
import { elementsInBox } from '../../hit-test.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'

/** Pressed on nothing: a click deselects, a drag selects what is wholly inside the box. */
export class BoxSelecting implements ToolState {
  readonly name = 'box-selecting'
  readonly #context: ToolContext
  readonly #pressed: Sample
  readonly #idle: ToolState
  readonly #before: readonly ElementId[]
  #box: Box | undefined

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#pressed = pressed
    this.#idle = idle
    this.#before = [...context.selection]
    if (!pressed.modifiers.shift) context.select([])
  }

  get marquee(): Box | undefined {
    return this.#box
  }

  move(sample: Sample): ToolState {
    const box = boxBetween(this.#pressed.board, sample.board)
    this.#box = box
    const kept = this.#pressed.modifiers.shift ? this.#before : []
    this.#context.select([...kept, ...elementsInBox(this.#context.board, box).map(({ id }) => id)])
    return this
  }

  up(): ToolState {
    return this.#idle
  }

  cancel(): ToolState {
    this.#context.select(this.#before)
    return this.#idle
  }
}
