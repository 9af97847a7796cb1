import type { ElementId, LineElement } from '@drawbridge/board'
import { createElement } from '@drawbridge/board'
import type { Binding } from '../../binding.ts'
import { bindingFor } from '../../binding.ts'
import type { NewElement } from '../../identity.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { reach } from '../tool.ts'
import type { LineKind } from './line-kind.ts'
import { asSeen, dragLine, lineOf } from './line-kind.ts'

/** Dragged: both ends are joined to what they lie on, unless Control is held. */
export class Drawing implements ToolState {
  readonly name = 'drawing'
  readonly #context: ToolContext
  readonly #kind: LineKind
  readonly #made: NewElement
  readonly #pressed: Sample
  readonly #start: Binding | undefined
  readonly #idle: ToolState
  #line: LineElement
  #draft: readonly LineElement[]
  #joining: readonly ElementId[] = []

  constructor(
    context: ToolContext,
    kind: LineKind,
    pressed: Sample,
    start: Binding | undefined,
    sample: Sample,
    idle: ToolState,
  ) {
    this.#context = context
    this.#kind = kind
    this.#made = context.newElement()
    this.#pressed = pressed
    this.#start = start
    this.#idle = idle
    this.#line = this.#lineTo(sample)
    this.#draft = [this.#line]
  }

  get draft(): readonly LineElement[] {
    return this.#draft
  }

  get joining(): readonly ElementId[] {
    return this.#joining
  }

  move(sample: Sample): ToolState {
    this.#line = this.#lineTo(sample)
    this.#draft = [this.#line]
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    this.#context.submit([createElement(asSeen(this.#line, this.#context.board))])
    this.#context.finish(this.#line.id)
    return this.#idle
  }

  cancel(): ToolState {
    return this.#idle
  }

  #lineTo(sample: Sample): LineElement {
    const { board, style } = this.#context
    const { from, to } = dragLine(this.#pressed.board, sample.board, sample.modifiers)
    const start = sample.modifiers.ctrl || sample.modifiers.alt ? undefined : this.#start
    const end = sample.modifiers.ctrl
      ? undefined
      : bindingFor(board, to, reach(this.#context, sample), start?.id)
    this.#joining = [start, end].flatMap((binding) => binding?.id ?? [])
    return lineOf(this.#kind, { ...style, ...this.#made }, from, to, start, end)
  }
}
