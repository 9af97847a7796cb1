import { distance } from '@drawbridge/geometry'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { dragDistance } from '../tool.ts'
import { Dragging } from './dragging.ts'
import type { MakeShape } from './shape.ts'

/** Pressed, but not dragged yet: a mere click makes nothing. */
export class Pointing implements ToolState {
  readonly name = 'pointing'
  readonly #context: ToolContext
  readonly #make: MakeShape
  readonly #pressed: Sample
  readonly #idle: ToolState

  constructor(context: ToolContext, make: MakeShape, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#make = make
    this.#pressed = pressed
    this.#idle = idle
  }

  move(sample: Sample): ToolState {
    if (distance(sample.screen, this.#pressed.screen) < dragDistance(sample)) return this
    return new Dragging(this.#context, this.#make, this.#pressed, sample, this.#idle)
  }

  up(sample: Sample): ToolState {
    // A drag that was over within one event still makes its shape.
    const next = this.move(sample)
    return next === this ? this.#idle : (next.up?.(sample) ?? this.#idle)
  }
}
