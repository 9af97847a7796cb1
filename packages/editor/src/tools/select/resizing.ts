import type { Element, ElementChanges } from '@drawbridge/board'
import { hasProperty } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { boxCenter, rotate } from '@drawbridge/geometry'
import type { Modifiers } from '../../input.ts'
import type { Handle, Handles, SelectionFrame } from '../../selection-handles.ts'
import { handleCursor, handlesShown, selectionFrame } from '../../selection-handles.ts'
import { Snapper } from '../../snapper.ts'
import type { Guide } from '../../snapping.ts'
import { textBox } from '../../text-box.ts'
import type { Scaling } from '../../transform.ts'
import { scaled } from '../../transform.ts'
import type { Sample, ToolContext, ToolState } from '../tool.ts'
import { Streaming } from './streaming.ts'

/** Screen pixels under which nothing can be pressed together. */
const smallest = 1

/** Pulls the selection larger or smaller by one of its handles. */
export class Resizing extends Streaming {
  override readonly name = 'resizing'
  readonly cursor: string
  readonly #context: ToolContext
  readonly #frame: SelectionFrame
  readonly #handle: Handle
  readonly #snapper: Snapper
  /** From the handle to where it was taken. */
  readonly #grip: Vector
  #stretched: Scaling | undefined

  constructor(
    context: ToolContext,
    pressed: Sample,
    grabbed: {
      readonly frame: SelectionFrame
      readonly handle: Handle
      readonly elements: readonly Element[]
    },
    idle: ToolState,
  ) {
    super(context, grabbed.elements, idle)
    this.#context = context
    this.#frame = grabbed.frame
    this.#handle = grabbed.handle
    this.cursor = handleCursor(grabbed.handle, grabbed.frame.rotation)
    this.#snapper = new Snapper(context, new Set(grabbed.elements.map(({ id }) => id)))
    const place = handleOn(grabbed.frame, grabbed.handle)
    this.#grip = { x: pressed.board.x - place.x, y: pressed.board.y - place.y }
  }

  get handles(): Handles | undefined {
    const { board, viewport } = this.#context
    if (this.stream.waits) return handlesShown(this.#stretchedFrame, viewport.zoom)
    const now = this.stream.elements.flatMap(({ id }) => board.get(id) ?? [])
    const frame = selectionFrame(now, board)
    return frame && handlesShown(frame, viewport.zoom)
  }

  get guides(): readonly Guide[] {
    return this.#snapper.guides
  }

  override move(sample: Sample): ToolState {
    const { x, y } = sample.board
    const pulled = this.#snapped({ x: x - this.#grip.x, y: y - this.#grip.y }, sample.modifiers)
    const scaling = this.#scaling(pulled, sample.modifiers)
    this.#stretched = scaling
    this.stream.want((element) => this.#changes(element, scaling))
    return this
  }

  /** The box as it will be, while all is still as it was. */
  get #stretchedFrame(): SelectionFrame {
    if (!this.#stretched) return this.#frame
    const { anchor, x, y } = this.#stretched
    const { minX, minY, maxX, maxY } = this.#frame.box
    const xs = [minX, maxX].map((value) => anchor.x + (value - anchor.x) * x)
    const ys = [minY, maxY].map((value) => anchor.y + (value - anchor.y) * y)
    const box = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }
    return { ...this.#frame, box }
  }

  /** Where one side decides the other, or all is askew, the edges come into line with nothing. */
  #snapped(point: Vector, { shift, ctrl }: Modifiers): Vector {
    if (this.#frame.rotation !== 0 || this.#keepsProportions(shift)) return point
    return this.#snapper.snapPoint(point, ctrl, { x: this.#handle.x !== 0, y: this.#handle.y !== 0 })
  }

  #changes(element: Element, scaling: Scaling): ElementChanges {
    const { board, measureText } = this.#context
    if (element.type !== 'text' || !this.#widens(element)) return scaled(element, board, scaling)
    // Pulled by its side, a text keeps its letters and breaks its lines elsewhere.
    const { x = 0, y = 0, width = 0 } = scaled({ ...element, type: 'frame' }, board, scaling)
    return { ...textBox({ ...element, x, y, width, wraps: true }, measureText), wraps: true }
  }

  #widens(element: Element): boolean {
    return element.type === 'text' && this.stream.elements.length === 1 && this.#handle.y === 0
  }

  /** @param point where the handle is pulled to, in board units */
  #scaling(point: Vector, { shift, alt }: Modifiers): Scaling {
    const { box, rotation } = this.#frame
    const { x, y } = this.#handle
    const center = boxCenter(box)
    const width = box.maxX - box.minX
    const height = box.maxY - box.minY
    const flat = rotate(point, center, -rotation)
    const fixed = alt ? center : { x: center.x - (x * width) / 2, y: center.y - (y * height) / 2 }
    const least = smallest / this.#context.viewport.zoom
    const reach = alt ? 0.5 : 1
    const factors = {
      x: x === 0 ? 1 : factor((flat.x - fixed.x) * x, width * reach, least),
      y: y === 0 ? 1 : factor((flat.y - fixed.y) * y, height * reach, least),
    }
    const anchor = rotate(fixed, center, rotation)
    return { anchor, rotation, ...(this.#keepsProportions(shift) ? this.#even(factors) : factors) }
  }

  /** Texts have one size in both directions, and pictures are rarely wanted out of shape. */
  #keepsProportions(shift: boolean): boolean {
    const { elements } = this.stream
    const [only] = elements
    if (elements.length === 1 && only) {
      if (only.type === 'text') return !this.#widens(only)
      return only.type === 'image' ? !shift : shift
    }
    return shift || elements.some((element) => hasProperty(element, 'wraps'))
  }

  #even({ x, y }: Vector): Vector {
    const isCorner = this.#handle.x !== 0 && this.#handle.y !== 0
    const side = Math.abs(this.#handle.x === 0 ? y : x)
    const size = isCorner ? Math.max(Math.abs(x), Math.abs(y)) : side
    return { x: x < 0 ? -size : size, y: y < 0 ? -size : size }
  }
}

/** Where a handle would be without the gap around what is selected. */
function handleOn({ box, rotation }: SelectionFrame, { x, y }: Handle): Vector {
  const center = boxCenter(box)
  const flat = {
    x: center.x + (x * (box.maxX - box.minX)) / 2,
    y: center.y + (y * (box.maxY - box.minY)) / 2,
  }
  return rotate(flat, center, rotation)
}

/** How many times as long a side becomes. What has no length has none in any size. */
function factor(length: number, before: number, least: number): number {
  if (before < 1e-9) return 1
  const size = Math.max(Math.abs(length), Math.min(least, before))
  return (length < 0 ? -size : size) / before
}
