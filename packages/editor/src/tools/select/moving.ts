import type { Element, ElementChanges, ElementId, FrameElement } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxCorners, isEmptyBox } from '@drawbridge/geometry'
import { outlineBox } from '../../arrange.ts'
import { duplicatesOf } from '../../copies.ts'
import { framesOf, frameUnder, withContents } from '../../frames.ts'
import type { Modifiers } from '../../input.ts'
import type { Handles } from '../../selection-handles.ts'
import { Snapper } from '../../snapper.ts'
import type { Guide } from '../../snapping.ts'
import { moved } from '../../transform.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { StreamedChanges } from './streamed-changes.ts'

/** Drags the selection, or with Alt a copy of it, into and out of frames. */
export class Moving implements ToolState {
  readonly name = 'moving'
  readonly cursor: string
  /** Where all would lie, while they are still where they were. */
  handles: Handles | undefined
  readonly #context: ToolContext
  readonly #pressed: Sample
  readonly #idle: ToolState
  readonly #stream: StreamedChanges
  readonly #snapper: Snapper
  /** Around what is dragged, as it was taken. */
  readonly #box: Box
  readonly #selection: readonly ElementId[]
  /** Frames that something may be dropped into, topmost first. */
  readonly #frames: readonly FrameElement[]
  /** Ids of elements that go with their frame. */
  readonly #carried: ReadonlySet<ElementId>

  constructor(context: ToolContext, pressed: Sample, sample: Sample, idle: ToolState) {
    this.#context = context
    this.#pressed = pressed
    this.#idle = idle
    const { board } = context
    const copies = pressed.modifiers.alt
    this.cursor = copies ? 'copy' : 'move'
    const taken = context.changeable
    const elements = withContents(taken, board).filter(({ locked }) => !locked)
    this.#selection = [...context.selection]
    this.#stream = copies
      ? StreamedChanges.ofNew(context, duplicatesOf(elements, context, { x: 0, y: 0 }))
      : new StreamedChanges(context, elements)
    const ids = new Set(this.#stream.elements.map(({ id }) => id))
    this.#frames = framesOf(board).filter(({ id, locked }) => !ids.has(id) && !locked)
    this.#carried = new Set(this.#stream.elements.flatMap(({ id, frame }) => (ids.has(frame) ? [id] : [])))
    if (copies) context.select(ids)
    this.#snapper = new Snapper(context, ids)
    this.#box = outlineBox(this.#stream.elements, board)
    this.move(sample)
  }

  get guides(): readonly Guide[] {
    return this.#snapper.guides
  }

  move(sample: Sample): ToolState {
    const { x: dx, y: dy } = this.#snapped(this.#offset(sample), sample.modifiers)
    this.#stream.want((element) => this.#changes(element, dx, dy))
    if (this.#stream.waits)
      this.handles = { outline: boxCorners(moveBox(this.#box, dx, dy)), squares: [], discs: [] }
    return this
  }

  up(sample: Sample): ToolState {
    this.move(sample)
    this.#stream.finish()
    return this.#idle
  }

  cancel(): ToolState {
    this.#stream.takeBack()
    this.#context.select(this.#selection)
    return this.#idle
  }

  flush(): void {
    this.#stream.flush()
  }

  /** Shift keeps to one direction. */
  #offset({ board, modifiers }: Sample): Vector {
    const x = board.x - this.#pressed.board.x
    const y = board.y - this.#pressed.board.y
    const alongX = Math.abs(x) >= Math.abs(y)
    return modifiers.shift ? { x: alongX ? x : 0, y: alongX ? 0 : y } : { x, y }
  }

  #snapped({ x, y }: Vector, { shift, ctrl }: Modifiers): Vector {
    if (isEmptyBox(this.#box)) return { x, y }
    const snapped = this.#snapper.snap(moveBox(this.#box, x, y), ctrl)
    return { x: shift && x === 0 ? 0 : x + snapped.x, y: shift && y === 0 ? 0 : y + snapped.y }
  }

  #changes(element: Element, dx: number, dy: number): ElementChanges {
    const { board } = this.#context
    const changes = moved(element, board, dx, dy)
    if (this.#carried.has(element.id) || (this.#frames.length === 0 && element.frame === '')) return changes
    const frame = frameUnder({ ...element, ...changes } as Element, this.#frames, board)
    return frame === element.frame ? changes : { ...changes, frame }
  }
}

function moveBox({ minX, minY, maxX, maxY }: Box, x: number, y: number): Box {
  return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y }
}
