import type { Element, ElementId } from '@drawbridge/board'
import { boxContainsPoint } from '@drawbridge/geometry'
import { boundsOf } from '../../bounds.ts'
import { hitTest } from '../../hit-test.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { reach } from '../tool.ts'
import { BoxSelecting } from './box-selecting.ts'
import { Pointing } from './pointing.ts'

export class Idle implements ToolState {
  readonly name = 'idle'
  readonly #context: ToolContext
  #hover: ElementId | undefined
  #overSelection = false

  constructor(context: ToolContext) {
    this.#context = context
  }

  get hover(): ElementId | undefined {
    return this.#hover
  }

  get cursor(): string | undefined {
    if (this.#context.readOnly) return this.#hover ? 'pointer' : undefined
    return this.#hover || this.#overSelection ? 'move' : undefined
  }

  move(sample: Sample): ToolState {
    this.#hover = this.#hit(sample)?.id
    this.#overSelection = this.#inSelection(sample)
    return this
  }

  down(sample: Sample): ToolState {
    const hit = this.#hit(sample)
    if (!hit && !this.#inSelection(sample)) return new BoxSelecting(this.#context, sample, this)
    return new Pointing(this.#context, sample, hit, this)
  }

  #hit(sample: Sample): Element | undefined {
    return hitTest(this.#context.board, sample.board, reach(this.#context, sample))
  }

  /** Shapes without a fill are hollow, but once selected they are dragged by their middle too. */
  #inSelection(sample: Sample): boolean {
    const { board, selection } = this.#context
    const selected = [...selection].flatMap((id) => board.get(id) ?? [])
    return selected.length > 0 && boxContainsPoint(boundsOf(selected, board), sample.board)
  }
}
