import type { Sample, Tool, ToolContext, ToolState } from './tool.ts'

/** A tool at work: holds the state that it is in. */
export class Machine {
  readonly tool: Tool
  readonly #idle: ToolState
  #state: ToolState

  constructor(tool: Tool, context: ToolContext) {
    this.tool = tool
    this.#idle = tool.idle(context)
    this.#state = this.#idle
  }

  get state(): ToolState {
    return this.#state
  }

  get busy(): boolean {
    return this.#state !== this.#idle
  }

  down(sample: Sample): void {
    this.#state = this.#state.down?.(sample) ?? this.#state
  }

  move(sample: Sample, earlier: readonly Sample[], predicted: readonly Sample[]): void {
    this.#state = this.#state.move?.(sample, earlier, predicted) ?? this.#state
  }

  leave(): void {
    this.#state.leave?.()
  }

  up(sample: Sample): void {
    this.#state = this.#state.up?.(sample) ?? this.#state
  }

  cancel(): void {
    this.#state = this.#state.cancel?.() ?? this.#idle
  }

  /** @param time milliseconds of the input's clock */
  flush(time: number): void {
    if (this.#state.waits) this.#state = this.#state.wait?.(time) ?? this.#state
    this.#state.flush?.()
  }
}
