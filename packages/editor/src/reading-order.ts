import type { BoardView, Element, ElementId } from '@drawbridge/board'
import { elementBounds, placed as shown } from '@drawbridge/board'

interface Placed {
  readonly element: Element
  readonly left: number
  readonly top: number
  readonly bottom: number
}

/**
 * The elements as one reads: rows from top to bottom, each from left to right. An element belongs to the row that it shares more than
 * half of its height with (or of the row's, if that is more), so that what a hand has put beside one another is read so
 * although it is not quite level.
 */
export function readingOrder(board: BoardView): Element[] {
  const placed: Placed[] = board.elements.map((element) => {
    const { minX, minY, maxY } = elementBounds(shown(element, board))
    return { element, left: minX, top: minY, bottom: maxY }
  })
  placed.sort((a, b) => a.top - b.top || a.left - b.left)
  const rows: Placed[][] = []
  let top = 0
  let bottom = -Infinity
  for (const next of placed) {
    const row = rows.at(-1)
    const shared = Math.min(bottom, next.bottom) - next.top
    if (row && shared > Math.max(next.bottom - next.top, bottom - top) / 2) row.push(next)
    else {
      rows.push([next])
      top = next.top
      bottom = next.bottom
    }
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left).map(({ element }) => element))
}

/**
 * The element after (or before) those selected, in the order given; undefined past the end, where the keyboard goes on
 * to what comes after the board.
 */
export function neighbour(
  ordered: readonly Element[],
  selection: ReadonlySet<ElementId>,
  direction: 'next' | 'previous',
): Element | undefined {
  const isSelected = ({ id }: Element) => selection.has(id)
  if (direction === 'next') return ordered[ordered.findLastIndex(isSelected) + 1]
  const first = ordered.findIndex(isSelected)
  return first < 0 ? ordered.at(-1) : ordered[first - 1]
}
