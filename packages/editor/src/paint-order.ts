import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import { elementBounds, indexBetween, placed, updateElement } from '@drawbridge/board'
import { boxesOverlap } from '@drawbridge/geometry'
import type { RandomBytes } from './identity.ts'

/** Above everything else, in the same order among themselves. @param moving bottom first */
export function bringToFront(
  moving: readonly Element[],
  board: BoardView,
  randomBytes: RandomBytes,
): Operation[] {
  const ids = idsOf(moving)
  const { elements } = board
  const highest = elements.findLastIndex(({ id }) => !ids.has(id))
  const below = elements[highest]
  if (!below || highest < elements.length - moving.length) return []
  return placeBetween(moving, below.index, null, randomBytes)
}

/** Below everything else, in the same order among themselves. @param moving bottom first */
export function sendToBack(
  moving: readonly Element[],
  board: BoardView,
  randomBytes: RandomBytes,
): Operation[] {
  const ids = idsOf(moving)
  const lowest = board.elements.findIndex(({ id }) => !ids.has(id))
  const above = board.elements[lowest]
  if (!above || lowest >= moving.length) return []
  return placeBetween(moving, null, above.index, randomBytes)
}

/** Above the next element that lies over one of them. Nothing where none does. @param moving bottom first */
export function bringForward(
  moving: readonly Element[],
  board: BoardView,
  randomBytes: RandomBytes,
): Operation[] {
  const { elements } = board
  const passed = elements.findIndex(coverFinder(moving, board, 'above'))
  const over = elements[passed]
  if (!over) return []
  const ids = idsOf(moving)
  const lower = elements.slice(0, passed).filter(({ id }) => ids.has(id))
  return placeBetween(lower, over.index, elements[passed + 1]?.index ?? null, randomBytes)
}

/** Below the next element that lies under one of them. Nothing where none does. @param moving bottom first */
export function sendBackward(
  moving: readonly Element[],
  board: BoardView,
  randomBytes: RandomBytes,
): Operation[] {
  const { elements } = board
  const passed = elements.findLastIndex(coverFinder(moving, board, 'below'))
  const under = elements[passed]
  if (!under) return []
  const ids = idsOf(moving)
  const higher = elements.slice(passed + 1).filter(({ id }) => ids.has(id))
  return placeBetween(higher, elements[passed - 1]?.index ?? null, under.index, randomBytes)
}

function idsOf(elements: readonly Element[]): ReadonlySet<ElementId> {
  return new Set(elements.map(({ id }) => id))
}

/** Whether an element, none of these itself, overlaps one of these that is on the other side of it. */
function coverFinder(moving: readonly Element[], board: BoardView, side: 'above' | 'below') {
  const ids = idsOf(moving)
  const boxes = board.elements.flatMap((element, at) =>
    ids.has(element.id) ? [{ at, box: elementBounds(placed(element, board)) }] : [],
  )
  return (element: Element, at: number) => {
    if (ids.has(element.id)) return false
    const bounds = elementBounds(placed(element, board))
    return boxes.some(
      (other) => (side === 'above' ? at > other.at : at < other.at) && boxesOverlap(other.box, bounds),
    )
  }
}

function placeBetween(
  moving: readonly Element[],
  below: string | null,
  above: string | null,
  randomBytes: RandomBytes,
): Operation[] {
  const keys = indicesBetween(below, above, moving.length, randomBytes)
  return moving.map(({ id }, i) => updateElement(id, { index: keys[i] ?? '' }))
}

/**
 * Ascending paint order keys between two others. Keys stay short at the ends of the order if they are made outwards, and
 * in a gap if its middle is taken first.
 */
function indicesBetween(
  below: string | null,
  above: string | null,
  count: number,
  randomBytes: RandomBytes,
): string[] {
  if (count === 0) return []
  const between = (low: string | null, high: string | null) => {
    const [first = 0, second = 0] = randomBytes(2)
    return indexBetween(low, high, (first * 256 + second) / 65_536)
  }
  if (below !== null && above !== null) {
    const made = between(below, above)
    const before = Math.floor((count - 1) / 2)
    return [
      ...indicesBetween(below, made, before, randomBytes),
      made,
      ...indicesBetween(made, above, count - 1 - before, randomBytes),
    ]
  }
  const keys: string[] = []
  for (let last: string | null = above ?? below; keys.length < count; keys.push(last))
    last = above === null ? between(last, null) : between(null, last)
  return above === null ? keys : keys.reverse()
}
