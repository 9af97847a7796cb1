import { distance } from '@drawbridge/geometry'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { dragDistance } from '../tool.ts'
import { Dragging } from './dragging.ts'
import type { BoxedKind } from './shape.ts'
import { boxAround } from './shape.ts'

/** Pressed, but not dragged yet: a mere click makes one of the usual size. */
export class Pointing implements ToolState {
  readonly name = 'pointing'
  readonly #context: ToolContext
  readonly #kind: BoxedKind
  readonly #pressed: Sample
  readonly #idle: ToolState

  constructor(context: ToolContext, kind: BoxedKind, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#kind = kind
    this.#pressed = pressed
    this.#idle = idle
  }

  move(sample: Sample): ToolState {
    if (distance(sample.screen, this.#pressed.screen) < dragDistance(sample)) return this
    return new Dragging(this.#context, this.#kind, this.#pressed, sample, this.#idle)
  }

  up(sample: Sample): ToolState {
    // A drag that was over within one event still makes its shape.
    const next = this.move(sample)
    if (next !== this) return next.up?.(sample) ?? this.#idle
    const { style } = this.#context
    const box = boxAround(this.#pressed.board, this.#kind.usual)
    this.#kind.finish(this.#context, this.#kind.make({ ...style, ...this.#context.newElement(), box }))
    return this.#idle
  }
}
