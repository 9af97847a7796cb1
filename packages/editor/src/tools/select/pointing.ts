import type { Element } from '@drawbridge/board'
import { placed } from '@drawbridge/board'
import { distance } from '@drawbridge/geometry'
import { editElementText } from '../../text-editing.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { dragDistance } from '../tool.ts'
import { Moving } from './moving.ts'

/** Pressed on an element or inside the selection: a click selects, a drag moves. */
export class Pointing implements ToolState {
  readonly name = 'pointing'
  readonly #context: ToolContext
  readonly #pressed: Sample
  readonly #hit: Element | undefined
  readonly #idle: ToolState

  constructor(context: ToolContext, pressed: Sample, hit: Element | undefined, idle: ToolState) {
    this.#context = context
    this.#pressed = pressed
    this.#hit = hit
    this.#idle = idle
  }

  move(sample: Sample): ToolState {
    if (this.#context.readOnly) return this
    if (distance(sample.screen, this.#pressed.screen) < dragDistance(sample)) return this
    const hit = this.#hit
    const { selection } = this.#context
    if (hit && !selection.has(hit.id))
      this.#context.select(this.#pressed.modifiers.shift ? [...selection, hit.id] : [hit.id])
    return new Moving(this.#context, this.#pressed, sample, this.#idle)
  }

  up(sample: Sample): ToolState {
    const next = this.move(sample)
    if (next !== this) return next.up?.(sample) ?? this.#idle
    this.#click(sample)
    return this.#idle
  }

  #click(sample: Sample): void {
    const hit = this.#hit
    const { selection, readOnly } = this.#context
    if (sample.modifiers.shift) {
      if (!hit) return
      const others = [...selection].filter((id) => id !== hit.id)
      this.#context.select(others.length < selection.size ? others : [...others, hit.id])
    } else {
      this.#context.select(hit ? [hit.id] : [])
      const twice = sample.clicks >= 2 && sample.clicks % 2 === 0
      const words = twice && hit && !readOnly ? editElementText(placed(hit, this.#context.board)) : undefined
      if (words) this.#context.editText(words)
    }
  }
}
