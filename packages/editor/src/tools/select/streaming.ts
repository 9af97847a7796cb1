import type { Element } from '@drawbridge/board'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { StreamedChanges } from './streamed-changes.ts'

/** A pull whose changes to elements are streamed: kept when the hand lifts, taken back when it is cancelled. */
export abstract class Streaming implements ToolState {
  abstract readonly name: string
  protected readonly stream: StreamedChanges
  readonly #idle: ToolState

  constructor(context: ToolContext, elements: readonly Element[], idle: ToolState) {
    this.stream = new StreamedChanges(context, elements)
    this.#idle = idle
  }

  abstract move(sample: Sample): ToolState

  up(sample: Sample): ToolState {
    this.move(sample)
    this.stream.finish()
    return this.#idle
  }

  cancel(): ToolState {
    this.stream.takeBack()
    return this.#idle
  }

  flush(): void {
    this.stream.flush()
  }
}
