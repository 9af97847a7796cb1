import type { ElementId } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { distance } from '@drawbridge/geometry'
import { wholeUnits } from '../../groups.ts'
import { elementsInPolygon, isFree } from '../../hit-test.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'

/** Screen pixels between two points of the loop. */
const spacing = 3

/** Draws a loop around what is to be selected; with Shift it adds to what is. */
export class Looping implements ToolState {
  readonly name = 'looping'
  readonly #context: ToolContext
  readonly #idle: ToolState
  readonly #before: readonly ElementId[]
  readonly #kept: readonly ElementId[]
  #loop: readonly BoardPoint[]

  constructor(context: ToolContext, pressed: Sample, idle: ToolState) {
    this.#context = context
    this.#idle = idle
    this.#before = [...context.selection]
    this.#kept = pressed.modifiers.shift ? this.#before : []
    this.#loop = [pressed.board]
    context.select(this.#kept)
  }

  get lasso(): readonly BoardPoint[] {
    return this.#loop
  }

  move(sample: Sample, earlier: readonly Sample[]): ToolState {
    const loop = [...this.#loop]
    for (const { board } of [...earlier, sample]) {
      const last = loop.at(-1)
      if (!last || distance(last, board) * this.#context.viewport.zoom >= spacing) loop.push(board)
    }
    this.#loop = loop
    const { board, focusedGroup } = this.#context
    const found = wholeUnits(board, elementsInPolygon(board, loop).filter(isFree), focusedGroup)
    this.#context.select([...this.#kept, ...found.map(({ id }) => id)])
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample, [])
    return this.#idle
  }

  cancel(): ToolState {
    this.#context.select(this.#before)
    return this.#idle
  }
}
