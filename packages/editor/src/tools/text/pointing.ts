import { placed } from '@drawbridge/board'
import { hitTest } from '../../hit-test.ts'
import { editElementText, editNewText } from '../../text-editing.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { reach } from '../tool.ts'

/** The text field opens when the pointer is lifted: what a browser does on a press would take its focus away. */
export class Pointing implements ToolState {
  readonly name = 'pointing'
  readonly #context: ToolContext
  readonly #idle: ToolState

  constructor(context: ToolContext, idle: ToolState) {
    this.#context = context
    this.#idle = idle
  }

  up(sample: Sample): ToolState {
    const { board, style } = this.#context
    const hit = hitTest(board, sample.board, reach(this.#context, sample))
    const words = hit && editElementText(placed(hit, board))
    this.#context.editText(words ?? editNewText(sample.board, style))
    return this.#idle
  }
}
