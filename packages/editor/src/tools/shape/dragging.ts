import type { Element } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import type { NewElement } from '../../identity.ts'
import { Snapper } from '../../snapper.ts'
import type { Guide } from '../../snapping.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import type { BoxedKind } from './shape.ts'
import { dragBox } from './shape.ts'

export class Dragging implements ToolState {
  readonly name = 'dragging'
  readonly #context: ToolContext
  readonly #kind: BoxedKind
  readonly #made: NewElement
  readonly #idle: ToolState
  readonly #snapper: Snapper
  readonly #from: Vector
  #element: Element
  #draft: readonly Element[]

  constructor(context: ToolContext, kind: BoxedKind, pressed: Sample, sample: Sample, idle: ToolState) {
    this.#context = context
    this.#kind = kind
    this.#made = context.newElement()
    this.#idle = idle
    this.#snapper = new Snapper(context, new Set())
    this.#from = this.#snapper.snapPoint(pressed.board, pressed.modifiers.ctrl)
    this.#element = this.#elementAt(sample)
    this.#draft = [this.#element]
  }

  get draft(): readonly Element[] {
    return this.#draft
  }

  get guides(): readonly Guide[] {
    return this.#snapper.guides
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
    const to = modifiers.shift ? board : this.#snapper.snapPoint(board, modifiers.ctrl)
    const box = dragBox(this.#from, to, modifiers)
    return this.#kind.make({ ...this.#context.style, ...this.#made, box })
  }
}
