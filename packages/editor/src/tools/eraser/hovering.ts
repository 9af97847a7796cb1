import type { Disc, Sample, ToolContext, ToolState } from '../tool.ts'
import type { CutKeys } from './cut-keys.ts'
import { discAt } from './disc.ts'
import { ErasingParts } from './erasing-parts.ts'
import { ErasingWhole } from './erasing-whole.ts'

/** Shows what a press would touch. */
export class Hovering implements ToolState {
  readonly name = 'idle'
  readonly #context: ToolContext
  readonly #keys: CutKeys
  #at: Sample | undefined

  constructor(context: ToolContext, keys: CutKeys) {
    this.#context = context
    this.#keys = keys
  }

  get disc(): Disc | undefined {
    return this.#at && discAt(this.#context, this.#at)
  }

  move(sample: Sample): ToolState {
    this.#at = sample
    return this
  }

  leave(): void {
    this.#at = undefined
  }

  down(pressed: Sample): ToolState {
    // Where it will be lifted is not known yet, and a finger is nowhere then.
    this.#at = undefined
    const partial = (this.#context.options.eraserMode === 'partial') !== pressed.modifiers.alt
    return partial
      ? new ErasingParts(this.#context, pressed, this, this.#keys)
      : new ErasingWhole(this.#context, pressed, this)
  }
}
