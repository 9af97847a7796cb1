import type { Element } from '@drawbridge/board'
import { createElement } from '@drawbridge/board'
import type { NewElement } from '../../identity.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import type { MakeShape } from './shape.ts'

export class Dragging implements ToolState {
  readonly name = 'dragging'
  readonly #context: ToolContext
  readonly #make: MakeShape
  readonly #made: NewElement
  readonly #pressed: Sample
  readonly #idle: ToolState
  #shape: Element
  #draft: readonly Element[]

  constructor(context: ToolContext, make: MakeShape, pressed: Sample, sample: Sample, idle: ToolState) {
    this.#context = context
    this.#make = make
    this.#made = context.newElement()
    this.#pressed = pressed
    this.#idle = idle
    this.#shape = this.#shapeAt(sample)
    this.#draft = [this.#shape]
  }

  get draft(): readonly Element[] {
    return this.#draft
  }

  move(sample: Sample): ToolState {
    this.#shape = this.#shapeAt(sample)
    this.#draft = [this.#shape]
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    this.#context.submit([createElement(this.#shape)])
    this.#context.finish(this.#shape.id)
    return this.#idle
  }

  cancel(): ToolState {
    return this.#idle
  }

  #shapeAt({ board, modifiers }: Sample): Element {
    return this.#make({ ...this.#made, ...this.#context.style }, this.#pressed.board, board, modifiers)
  }
}
