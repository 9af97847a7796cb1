import type { Erased, StrokeElement } from '@drawbridge/board'
import { erasedBy } from '@drawbridge/board'
import type { ToolContext } from '../tool.ts'

/** A key's ranges are sent whole with each frame that adds to them: with more numbers than this, another is begun. */
const mostNumbers = 64

/**
 * The keys under which this editor erases. One serves for all that it cuts out of a stroke, as undo takes the last cut
 * back first: so that strokes hold few keys, however often they are erased.
 */
export class CutKeys {
  readonly #context: ToolContext
  #name = ''

  constructor(context: ToolContext) {
    this.#context = context
  }

  /** The key for the next cut. */
  keyFor({ erased }: StrokeElement): string {
    for (let i = 0; ; i++) {
      const key = `${this.#prefix}${i}`
      if (erasedBy(erased, key).length < mostNumbers) return key
    }
  }

  /** Whether nobody else has erased anything. */
  areAll(erased: Erased): boolean {
    return Object.keys(erased).every((key) => key.startsWith(this.#prefix))
  }

  /** Random, so that no two editors ever have the same; a letter first, as keys must have. */
  get #prefix(): string {
    if (this.#name === '') this.#name = `k${this.#context.newStep()}-`
    return this.#name
  }
}
