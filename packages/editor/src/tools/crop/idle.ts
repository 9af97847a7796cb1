import type { Element } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { boxCenter, boxContainsPoint, boxExpand, rotate } from '@drawbridge/geometry'
import type { Crop } from '../../cropping.ts'
import { cropOf, pulled, pushed } from '../../cropping.ts'
import type { Handle, Handles } from '../../selection-handles.ts'
import { handleAt, handleCursor } from '../../selection-handles.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { handleReach, reach } from '../tool.ts'
import { Dragging } from './dragging.ts'
import { cropDraft, cropFrame, cropHandles } from './shown.ts'

/** Screen pixels that are left of a picture at least. */
const least = 12

/** Waits for a press: on a handle, on the picture, or beside it, which ends the cropping. */
export class Idle implements ToolState {
  readonly name = 'cropping'
  readonly #context: ToolContext
  #cursor: string | undefined

  constructor(context: ToolContext) {
    this.#context = context
  }

  get cursor(): string | undefined {
    return this.#cursor
  }

  get handles(): Handles | undefined {
    return cropHandles(this.#context)
  }

  get draft(): readonly Element[] | undefined {
    return cropDraft(this.#context)
  }

  move(sample: Sample): ToolState {
    const handle = this.#handle(sample)
    const { rotation = 0 } = cropFrame(this.#context) ?? {}
    if (handle) this.#cursor = handleCursor(handle, rotation)
    else this.#cursor = this.#isOnPicture(sample) ? 'move' : undefined
    return this
  }

  down(sample: Sample): ToolState {
    const handle = this.#handle(sample)
    if (handle) return this.#pull(sample, handle)
    if (this.#isOnPicture(sample)) {
      const drag = { name: 'pushing', cursor: 'move', cropAfter: pushed } as const
      return new Dragging(this.#context, sample, drag, this)
    }
    this.#context.endCropping()
    return this
  }

  #pull(sample: Sample, handle: Handle): ToolState {
    const { rotation = 0 } = cropFrame(this.#context) ?? {}
    const smallest = least / this.#context.viewport.zoom
    const drag = {
      name: 'pulling',
      cursor: handleCursor(handle, rotation),
      cropAfter: (before: Crop, by: Vector) => pulled(before, handle, by, smallest),
    } as const
    return new Dragging(this.#context, sample, drag, this)
  }

  #handle(sample: Sample): Handle | undefined {
    const { zoom } = this.#context.viewport
    const frame = cropFrame(this.#context)
    return frame && handleAt(frame, sample.board, zoom, handleReach(sample) / zoom)
  }

  #isOnPicture(sample: Sample): boolean {
    const element = this.#context.cropping?.element
    if (!element) return false
    const crop = cropOf(element)
    const flat = rotate(sample.board, boxCenter(crop.box), -element.rotation)
    return boxContainsPoint(boxExpand(crop.whole, reach(this.#context, sample)), flat)
  }
}
