import { linkAt } from '../../links.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'

/** Pressed on the badge of a link: lifted on it, it opens. */
export class PressingLink implements ToolState {
  readonly name = 'pressing-link'
  readonly cursor = 'pointer'
  readonly #context: ToolContext
  readonly #link: string
  readonly #idle: ToolState

  constructor(context: ToolContext, link: string, idle: ToolState) {
    this.#context = context
    this.#link = link
    this.#idle = idle
  }

  up({ board }: Sample): ToolState {
    if (linkAt(this.#context.board, board, this.#context.viewport.zoom) === this.#link)
      this.#context.openLink(this.#link)
    return this.#idle
  }
}
