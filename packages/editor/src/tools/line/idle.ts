import type { ElementId } from '@drawbridge/board'
import type { Binding } from '../../binding.ts'
import { bindingFor } from '../../binding.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { reach } from '../tool.ts'
import type { LineKind } from './line-kind.ts'
import { Pointing } from './pointing.ts'

const nothing: readonly ElementId[] = []

/** Not pressed: shows what a line that begins here would be joined to. */
export class Idle implements ToolState {
  readonly name = 'idle'
  readonly #context: ToolContext
  readonly #kind: LineKind
  #joining = nothing

  constructor(context: ToolContext, kind: LineKind) {
    this.#context = context
    this.#kind = kind
  }

  get joining(): readonly ElementId[] {
    return this.#joining
  }

  move(sample: Sample): ToolState {
    const binding = this.#binding(sample)
    if (this.#joining[0] !== binding?.id) this.#joining = binding ? [binding.id] : nothing
    return this
  }

  down(sample: Sample): ToolState {
    this.#joining = nothing
    return new Pointing(this.#context, this.#kind, sample, this.#binding(sample), this)
  }

  #binding(sample: Sample): Binding | undefined {
    if (sample.modifiers.ctrl) return undefined
    return bindingFor(this.#context.board, sample.board, reach(this.#context, sample))
  }
}
