import type { BoardView, Element } from '@drawbridge/board'
import { elementBox, placed } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import {
  boxCenter,
  boxCorners,
  boxExpand,
  boxUnion,
  emptyBox,
  isEmptyBox,
  rotate,
  rotatedBounds,
} from '@drawbridge/geometry'

/** What is painted on what is selected, in board units. */
export interface Handles {
  /** Corners of the box around it; empty for none. */
  readonly outline: readonly Vector[]
  /** Where it is pulled larger. */
  readonly squares: readonly Vector[]
  /** Where it is turned, or where a line ends. */
  readonly discs: readonly Vector[]
}

/** The box around a selection: as its element is turned if it is one, else upright. */
export interface SelectionFrame {
  readonly box: Box
  /** Radians about the box's middle. */
  readonly rotation: number
  /** Whether it can be turned as well as stretched. */
  readonly turns: boolean
}

/** Where a handle is on a box: -1, 0 or 1 along each side. The one that turns is above. */
export interface Handle {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
  readonly turns: boolean
}

const handles: readonly Handle[] = [
  { x: 0, y: -1, turns: true },
  { x: -1, y: -1, turns: false },
  { x: 1, y: -1, turns: false },
  { x: 1, y: 1, turns: false },
  { x: -1, y: 1, turns: false },
  { x: 0, y: -1, turns: false },
  { x: 1, y: 0, turns: false },
  { x: 0, y: 1, turns: false },
  { x: -1, y: 0, turns: false },
]

/** Screen pixels between what is selected and the box around it. */
const gap = 6
/** Screen pixels from the box to the handle above it. */
const turnDistance = 24
/** Screen pixels that a side must have for a handle in its middle. */
const sideLength = 24

/** Whether the element's size and angle are its own: those of lines follow from their ends. */
function isStretchable(element: Element): boolean {
  return (
    element.type !== 'page' &&
    !(element.type === 'line' && element.startElement !== '' && element.endElement !== '')
  )
}

/** The box around elements that are on the board; undefined where there are no handles. A single line has its own. */
export function selectionFrame(elements: readonly Element[], board: BoardView): SelectionFrame | undefined {
  const [first, second] = elements
  if (!first || elements.some(({ locked }) => locked)) return undefined
  if (!second) {
    if (first.type === 'line' || first.type === 'page') return undefined
    const box = elementBox(first)
    if (isEmptyBox(box)) return undefined
    return { box, rotation: first.rotation, turns: first.type !== 'frame' }
  }
  let box: Box = emptyBox
  for (const element of elements) {
    if (!isStretchable(element)) continue
    const seen = placed(element, board)
    box = boxUnion(box, rotatedBounds(elementBox(seen), seen.rotation))
  }
  if (isEmptyBox(box)) return undefined
  return { box, rotation: 0, turns: elements.every(({ type }) => type !== 'frame') }
}

/** Where a handle is shown, in board units. */
export function handlePlace(frame: SelectionFrame, { x, y, turns }: Handle, zoom: number): Vector {
  const box = boxExpand(frame.box, gap / zoom)
  const center = boxCenter(box)
  const flat = {
    x: center.x + (x * (box.maxX - box.minX)) / 2,
    y: center.y + (y * (box.maxY - box.minY)) / 2 - (turns ? turnDistance / zoom : 0),
  }
  return rotate(flat, center, frame.rotation)
}

/** Those that a frame has: small ones have no room for all. */
function handlesOf({ box, turns }: SelectionFrame, zoom: number): Handle[] {
  return handles.filter((handle) => {
    if (handle.turns) return turns
    if (handle.x === 0) return (box.maxX - box.minX) * zoom >= sideLength
    if (handle.y === 0) return (box.maxY - box.minY) * zoom >= sideLength
    return true
  })
}

/** What a frame looks like. */
export function handlesShown(frame: SelectionFrame, zoom: number): Handles {
  const shown = handlesOf(frame, zoom)
  const place = (handle: Handle) => handlePlace(frame, handle, zoom)
  return {
    outline: boxCorners(boxExpand(frame.box, gap / zoom), frame.rotation),
    squares: shown.filter(({ turns }) => !turns).map(place),
    discs: shown.filter(({ turns }) => turns).map(place),
  }
}

/** The handle at a point. @param reach board units */
export function handleAt(
  frame: SelectionFrame,
  point: Vector,
  zoom: number,
  reach: number,
): Handle | undefined {
  const { minX, minY, maxX, maxY } = frame.box
  const flat = rotate(point, boxCenter(frame.box), -frame.rotation)
  const edge = { x: (maxX - minX) / 4, y: (maxY - minY) / 4 }
  // However small an element is, its middle is for moving it.
  const isInside =
    Math.abs(flat.x - (minX + maxX) / 2) < edge.x && Math.abs(flat.y - (minY + maxY) / 2) < edge.y
  if (isInside) return undefined
  let nearest = reach
  let found: Handle | undefined
  for (const handle of handlesOf(frame, zoom)) {
    const place = handlePlace(frame, handle, zoom)
    const distance = Math.max(Math.abs(place.x - point.x), Math.abs(place.y - point.y))
    if (distance > nearest) continue
    // Of two as near, a corner says more than a side.
    if (found && distance === nearest) continue
    nearest = distance
    found = handle
  }
  return found
}

const resizeCursors = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const

/** A CSS cursor that points where the handle can be pulled. */
export function handleCursor({ x, y, turns }: Handle, rotation: number): string {
  if (turns) return 'grab'
  const eighths = Math.round((Math.atan2(y, x) + rotation) / (Math.PI / 4))
  return resizeCursors[((eighths % 4) + 4) % 4] ?? 'move'
}
