import type { ElementId } from '@drawbridge/board'
import { distance } from '@drawbridge/geometry'
import type { Binding } from '../../binding.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { dragDistance } from '../tool.ts'
import { Drawing } from './drawing.ts'
import type { LineKind } from './line-kind.ts'

/** Pressed, but not dragged yet: a mere click makes nothing. */
export class Pointing implements ToolState {
  readonly name = 'pointing'
  readonly joining: readonly ElementId[]
  readonly #context: ToolContext
  readonly #kind: LineKind
  readonly #pressed: Sample
  readonly #start: Binding | undefined
  readonly #idle: ToolState

  constructor(
    context: ToolContext,
    kind: LineKind,
    pressed: Sample,
    start: Binding | undefined,
    idle: ToolState,
  ) {
    this.joining = start ? [start.id] : []
    this.#context = context
    this.#kind = kind
    this.#pressed = pressed
    this.#start = start
    this.#idle = idle
  }

  move(sample: Sample): ToolState {
    if (distance(sample.screen, this.#pressed.screen) < dragDistance(sample)) return this
    return new Drawing(this.#context, this.#kind, this.#pressed, this.#start, sample, this.#idle)
  }

  up(sample: Sample): ToolState {
    // A drag that was over within one event still makes its line.
    const next = this.move(sample)
    return next === this ? this.#idle : (next.up?.(sample) ?? this.#idle)
  }
}
