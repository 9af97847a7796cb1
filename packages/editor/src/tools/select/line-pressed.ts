import type { LineElement } from '@drawbridge/board'
import { distance } from '@drawbridge/geometry'
import type { Handles } from '../../selection-handles.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { dragDistance } from '../tool.ts'
import { LineBending } from './line-bending.ts'
import { LineEndPulling } from './line-end-pulling.ts'
import type { LineGrip } from './line-grips.ts'
import { gripsShown } from './line-grips.ts'
import { Pointing } from './pointing.ts'

/** A grip of a line is pressed, but not pulled yet: a mere click is one on the line. */
export class LinePressed implements ToolState {
  readonly name = 'line-pressed'
  readonly #context: ToolContext
  readonly #line: LineElement
  readonly #grip: LineGrip
  readonly #pressed: Sample
  readonly #idle: ToolState

  constructor(context: ToolContext, line: LineElement, grip: LineGrip, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#line = line
    this.#grip = grip
    this.#pressed = pressed
    this.#idle = idle
  }

  get handles(): Handles {
    return gripsShown(this.#line, this.#context)
  }

  move(sample: Sample): ToolState {
    if (distance(sample.screen, this.#pressed.screen) < dragDistance(sample)) return this
    const next =
      this.#grip === 'middle'
        ? new LineBending(this.#context, this.#line, this.#pressed, this.#idle)
        : new LineEndPulling(this.#context, this.#line, this.#grip, this.#idle)
    return next.move(sample)
  }

  up(sample: Sample): ToolState {
    const next = this.move(sample)
    if (next !== this) return next.up?.(sample) ?? this.#idle
    return new Pointing(this.#context, this.#pressed, this.#line, this.#idle).up(sample)
  }
}
