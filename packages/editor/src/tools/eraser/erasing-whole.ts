import type { ElementId } from '@drawbridge/board'
import { deleteElement } from '@drawbridge/board'
import { elementsAlong } from '../../hit-test.ts'
import type { Disc, Sample, ToolContext, ToolState } from '../tool.ts'
import { discAt } from './disc.ts'

/** Marks what it passes over, and deletes that in one entry when it is lifted. */
export class ErasingWhole implements ToolState {
  readonly name = 'erasing'
  readonly #context: ToolContext
  readonly #idle: ToolState
  #last: Sample
  #marked: ReadonlySet<ElementId> = new Set()

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#idle = idle
    this.#last = pressed
    this.#passTo(pressed)
  }

  get erasing(): ReadonlySet<ElementId> {
    return this.#marked
  }

  get disc(): Disc {
    return discAt(this.#context, this.#last)
  }

  move(sample: Sample, earlier: readonly Sample[]): ToolState {
    for (const reading of earlier) this.#passTo(reading)
    this.#passTo(sample)
    return this
  }

  up(sample: Sample): ToolState {
    this.#passTo(sample)
    const present = [...this.#marked].filter((id) => this.#context.board.get(id))
    this.#context.submit(present.map((id) => deleteElement(id)))
    return this.#idle
  }

  cancel(): ToolState {
    return this.#idle
  }

  #passTo(sample: Sample): void {
    const { board, viewport } = this.#context
    const radius = this.disc.radius / viewport.zoom
    const passed = elementsAlong(board, this.#last.board, sample.board, radius)
    const fresh = passed.filter(({ id, locked }) => !locked && !this.#marked.has(id))
    if (fresh.length > 0) this.#marked = new Set([...this.#marked, ...fresh.map(({ id }) => id)])
    this.#last = sample
  }
}
