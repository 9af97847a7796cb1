import type { Sample, ToolContext, ToolState } from '../tool.ts'

export class Shining implements ToolState {
  readonly name = 'shining'
  readonly #context: ToolContext
  readonly #idle: ToolState

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#idle = idle
    context.laser.clear()
    context.laser.add(pressed.board, pressed.time)
  }

  move(sample: Sample, earlier: readonly Sample[]): ToolState {
    for (const { board, time } of [...earlier, sample]) this.#context.laser.add(board, time)
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample, [])
    return this.#idle
  }
}
