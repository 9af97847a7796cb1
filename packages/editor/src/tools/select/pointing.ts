import type { Element, ElementId } from '@drawbridge/board'
import { placed } from '@drawbridge/board'
import { distance } from '@drawbridge/geometry'
import { groupsOf, pressedGroup, pressedUnit } from '../../groups.ts'
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
    if (hit && !selection.has(hit.id)) {
      const unit = this.#unit(hit)
      this.#context.select(this.#pressed.modifiers.shift ? [...selection, ...unit] : unit)
    }
    return new Moving(this.#context, this.#pressed, sample, this.#idle)
  }

  up(sample: Sample): ToolState {
    const next = this.move(sample)
    if (next !== this) return next.up?.(sample) ?? this.#idle
    this.#click(sample)
    return this.#idle
  }

  /** What a press takes: with Control an element out of its groups, else the outermost group that is not entered. */
  #unit(hit: Element): ElementId[] {
    const { board, focusedGroup } = this.#context
    return this.#pressed.modifiers.ctrl ? [hit.id] : pressedUnit(board, hit, focusedGroup)
  }

  #click(sample: Sample): void {
    const hit = this.#hit
    if (sample.modifiers.shift) {
      if (hit) this.#toggle(hit)
      return
    }
    if (!hit) return this.#context.select([])
    if (sample.modifiers.ctrl) this.#context.focusGroup(groupsOf(hit).at(-1) ?? '')
    const twice = sample.clicks >= 2 && sample.clicks % 2 === 0
    if (twice && this.#enter(hit)) return
    this.#context.select(this.#unit(hit))
    if (!twice || this.#context.readOnly) return
    if (hit.type === 'image') return this.#context.beginCropping(hit.id)
    const words = editElementText(placed(hit, this.#context.board))
    if (words) this.#context.editText(words)
  }

  #toggle(hit: Element): void {
    const { selection } = this.#context
    const unit = this.#unit(hit)
    const chosen = new Set(selection)
    for (const id of unit)
      if (selection.has(hit.id)) chosen.delete(id)
      else chosen.add(id)
    this.#context.select(chosen)
  }

  /** Goes into the group that a press takes as a whole, one at a time. */
  #enter(hit: Element): boolean {
    const { board, focusedGroup } = this.#context
    const group = pressedGroup(hit, focusedGroup)
    if (group === undefined) return false
    this.#context.focusGroup(group)
    this.#context.select(pressedUnit(board, hit, group))
    return true
  }
}
