import type { BoardView, Element, FrameElement, Operation } from '@drawbridge/board'
import { cutBox, elementBounds, elementBox, placed, updateElement } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { boxCenter, boxContainsBox, boxContainsPoint, isEmptyBox } from '@drawbridge/geometry'

/** The frames of the board, topmost first. */
export function framesOf(board: BoardView): FrameElement[] {
  return board.elements.filter((element) => element.type === 'frame').reverse()
}

/** The frame that an element lies in: the topmost one that its middle is in. */
export function frameUnder(element: Element, frames: readonly FrameElement[], board: BoardView): string {
  if (element.type === 'frame' || element.type === 'page') return ''
  const box = elementBox(placed(element, board))
  if (isEmptyBox(box)) return ''
  const middle = boxCenter(box)
  return frames.find((frame) => boxContainsPoint(elementBox(frame), middle))?.id ?? ''
}

/** The elements with what lies in those of them that are frames, in the order of the board. */
export function withContents(elements: readonly Element[], board: BoardView): readonly Element[] {
  const frames = new Set(elements.flatMap(({ id, type }) => (type === 'frame' ? [id] : [])))
  if (frames.size === 0) return elements
  const ids = new Set(elements.map(({ id }) => id))
  return board.elements.filter(({ id, frame }) => ids.has(id) || frames.has(frame))
}

/** The same operations; what they create in a frame belongs to it, and a frame that they create takes what lies wholly in it. */
export function intoFrames(operations: readonly Operation[], board: BoardView): readonly Operation[] {
  if (!operations.some(({ type }) => type === 'create')) return operations
  const frames = framesOf(board)
  return operations.flatMap((operation): Operation[] => {
    if (operation.type !== 'create') return [operation]
    const { element } = operation
    if (element.type === 'frame') return [operation, ...framed(element, board)]
    if (frames.length === 0 || element.frame !== '') return [operation]
    const frame = frameUnder(element, frames, board)
    return frame === '' ? [operation] : [{ ...operation, element: { ...element, frame } }]
  })
}

function framed(frame: FrameElement, board: BoardView): Operation[] {
  const box = elementBox(frame)
  return board.elements
    .filter((element) => element.type !== 'frame' && element.frame === '' && !element.locked)
    .filter((element) => {
      const bounds = elementBounds(placed(element, board))
      return !isEmptyBox(bounds) && boxContainsBox(box, bounds)
    })
    .map(({ id }) => updateElement(id, { frame: frame.id }))
}

/** Whether the frame of an element hides it at a point. */
export function isCutAway(element: Element, point: Vector, board: BoardView): boolean {
  const cut = cutBox(element, board)
  return cut !== undefined && !boxContainsPoint(cut, point)
}
