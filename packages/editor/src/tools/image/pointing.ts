import type { Sample, ToolContext, ToolState } from '../tool.ts'

/** Pressed where pictures are wanted; they are asked for when the pointer is lifted, since a browser then trusts the hand. */
export class Pointing implements ToolState {
  readonly name = 'pointing'
  readonly #context: ToolContext
  readonly #idle: ToolState

  constructor(context: ToolContext, idle: ToolState) {
    this.#context = context
    this.#idle = idle
  }

  up(sample: Sample): ToolState {
    this.#context.choosePictures(sample.board)
    return this.#idle
  }
}
