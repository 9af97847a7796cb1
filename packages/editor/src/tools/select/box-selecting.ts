import type { Element, ElementId } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boardPoint, boxBetween } from '@drawbridge/geometry'
import { pressedUnit, wholeUnits } from '../../groups.ts'
import { elementsAlong, elementsInBox, isFree, shapeAround } from '../../hit-test.ts'
import { editElementText } from '../../text-editing.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { reach } from '../tool.ts'

/** Pressed on nothing: a click deselects, a double click in a hollow shape writes on it, a drag selects what is wholly inside the box; with Alt, what it touches too. */
export class BoxSelecting implements ToolState {
  readonly name = 'box-selecting'
  readonly #context: ToolContext
  readonly #pressed: Sample
  readonly #idle: ToolState
  readonly #before: readonly ElementId[]
  readonly #focusedGroup: string
  #box: Box | undefined

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#pressed = pressed
    this.#idle = idle
    this.#before = [...context.selection]
    this.#focusedGroup = context.focusedGroup
    if (!pressed.modifiers.shift) context.select([])
  }

  get marquee(): Box | undefined {
    return this.#box
  }

  move(sample: Sample): ToolState {
    const box = boxBetween(this.#pressed.board, sample.board)
    this.#box = box
    const found = sample.modifiers.alt
      ? this.#touched(box, reach(this.#context, sample) / 2)
      : this.#inside(box)
    if (!this.#pressed.modifiers.shift) this.#context.select(found)
    else {
      const kept = new Set(this.#before)
      for (const id of found) if (!kept.delete(id)) kept.add(id)
      this.#context.select(kept)
    }
    return this
  }

  up({ clicks, board: point }: Sample): ToolState {
    const { board, readOnly } = this.#context
    const twice = clicks >= 2 && clicks % 2 === 0
    const shape = twice && !readOnly ? shapeAround(board, point) : undefined
    const words = shape && editElementText(shape)
    if (words) this.#context.editText(words)
    return this.#idle
  }

  cancel(): ToolState {
    this.#context.select(this.#before)
    this.#context.focusGroup(this.#focusedGroup)
    return this.#idle
  }

  #inside(box: Box): ElementId[] {
    const { board, focusedGroup } = this.#context
    return wholeUnits(board, elementsInBox(board, box).filter(isFree), focusedGroup).map(({ id }) => id)
  }

  #touched({ minX, minY, maxX, maxY }: Box, tolerance: number): ElementId[] {
    const { board, focusedGroup } = this.#context
    const corners = [
      boardPoint(minX, minY),
      boardPoint(maxX, minY),
      boardPoint(maxX, maxY),
      boardPoint(minX, maxY),
    ]
    const touched = new Set<Element>(elementsInBox(board, { minX, minY, maxX, maxY }))
    corners.forEach((corner, i) => {
      const next = corners[(i + 1) % corners.length] ?? corner
      for (const element of elementsAlong(board, corner, next, tolerance)) touched.add(element)
    })
    return [...touched].filter(isFree).flatMap((element) => pressedUnit(board, element, focusedGroup))
  }
}
