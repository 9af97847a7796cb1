import type { Element } from '@drawbridge/board'
import type { NewElement } from '../../identity.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import type { BoxedKind } from './shape.ts'
import { dragBox } from './shape.ts'

export class Dragging implements ToolState {
  readonly name = 'dragging'
  readonly #context: ToolContext
  readonly #kind: BoxedKind
  readonly #made: NewElement
  readonly #pressed: Sample
  readonly #idle: ToolState
  #element: Element
  #draft: readonly Element[]

  constructor(context: ToolContext, kind: BoxedKind, pressed: Sample, sample: Sample, idle: ToolState) {
    this.#context = context
    this.#kind = kind
    this.#made = context.newElement()
    this.#pressed = pressed
    this.#idle = idle
    this.#element = this.#elementAt(sample)
    this.#draft = [this.#element]
  }

  get draft(): readonly Element[] {
    return this.#draft
  }

  move(sample: Sample): ToolState {
    this.#element = this.#elementAt(sample)
    this.#draft = [this.#element]
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    this.#kind.finish(this.#context, this.#element)
    return this.#idle
  }

  cancel(): ToolState {
    return this.#idle
  }

  #elementAt({ board, modifiers }: Sample): Element {
    const box = dragBox(this.#pressed.board, board, modifiers)
    return this.#kind.make({ ...this.#context.style, ...this.#made, box })
  }
}
