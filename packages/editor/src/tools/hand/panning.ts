import type { Sample, ToolContext, ToolState } from '../tool.ts'

export class Panning implements ToolState {
  readonly name = 'panning'
  readonly cursor = 'grabbing'
  readonly #context: ToolContext
  readonly #idle: ToolState
  #last: Sample

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#last = pressed
    this.#idle = idle
  }

  move(sample: Sample): ToolState {
    const dx = sample.screen.x - this.#last.screen.x
    const dy = sample.screen.y - this.#last.screen.y
    this.#context.setViewport(this.#context.viewport.panBy(dx, dy))
    this.#last = sample
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    return this.#idle
  }
}
