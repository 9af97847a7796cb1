import type { Element, ImageElement } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { rotate } from '@drawbridge/geometry'
import type { Crop, Cropping } from '../../cropping.ts'
import { cropOf } from '../../cropping.ts'
import type { Handles } from '../../selection-handles.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { cropDraft, cropHandles } from './shown.ts'

const origin = { x: 0, y: 0 }

interface Drag {
  readonly name: 'pulling' | 'pushing'
  readonly cursor: string
  /** The crop after a drag by so much along the picture's sides, in board units. */
  readonly cropAfter: (before: Crop, by: Vector) => Crop
}

/** Pulls a side of what is seen, or pushes the picture about below it. */
export class Dragging implements ToolState {
  readonly name: string
  readonly cursor: string
  readonly #context: ToolContext
  readonly #pressed: Sample
  readonly #drag: Drag
  readonly #idle: ToolState
  readonly #cropping: Cropping | undefined
  readonly #before: ImageElement | undefined

  constructor(context: ToolContext, pressed: Sample, drag: Drag, idle: ToolState) {
    this.name = drag.name
    this.cursor = drag.cursor
    this.#context = context
    this.#pressed = pressed
    this.#drag = drag
    this.#idle = idle
    this.#cropping = context.cropping
    this.#before = this.#cropping?.element
  }

  get handles(): Handles | undefined {
    return cropHandles(this.#context)
  }

  get draft(): readonly Element[] | undefined {
    return cropDraft(this.#context)
  }

  move({ board }: Sample): ToolState {
    const before = this.#before
    if (!before) return this
    const from = this.#pressed.board
    const by = rotate({ x: board.x - from.x, y: board.y - from.y }, origin, -before.rotation)
    this.#cropping?.want(before, this.#drag.cropAfter(cropOf(before), by))
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    this.flush()
    return this.#idle
  }

  cancel(): ToolState {
    if (this.#before) this.#cropping?.want(this.#before, cropOf(this.#before))
    this.flush()
    return this.#idle
  }

  flush(): void {
    this.#cropping?.flush()
  }
}
