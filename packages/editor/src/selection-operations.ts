import type { BoardView, Element, ElementId, LineElement, Operation } from '@drawbridge/board'
import { deleteElement, updateElement } from '@drawbridge/board'
import { detached } from './copies.ts'
import { withContents } from './frames.ts'
import type { Style } from './style.ts'
import { styleChanges } from './style.ts'
import type { MeasureText } from './text-box.ts'
import { moved } from './transform.ts'

/** Deletes elements of the board, frames with what lies in them. Lines that were joined to them stay where they are seen. */
export function deleteAll(selected: readonly Element[], board: BoardView): Operation[] {
  const elements = withContents(selected, board)
  return [...settleLinesAt(elements, board), ...elements.map(({ id }) => deleteElement(id))]
}

/** What frees the lines at elements that are about to go, each where it is seen. */
function settleLinesAt(elements: readonly Element[], board: BoardView): Operation[] {
  const gone = new Set(elements.map(({ id }) => id))
  const lines = new Map<ElementId, LineElement>()
  for (const { id } of elements)
    for (const bound of board.linesBoundTo(id)) {
      const line = gone.has(bound) ? undefined : board.get(bound)
      if (line?.type === 'line') lines.set(bound, line)
    }
  return [...lines.values()].map((line) => {
    const { x, y, dx, dy, startElement, endElement } = detached(line, board, (id) => !gone.has(id))
    return updateElement(line.id, { x, y, dx, dy, startElement, endElement })
  })
}

/** By board units; frames with what lies in them. */
export function moveAll(selected: readonly Element[], board: BoardView, dx: number, dy: number): Operation[] {
  return withContents(selected, board).flatMap((element) => {
    const changes = moved(element, board, dx, dy)
    return Object.keys(changes).length > 0 ? [updateElement(element.id, changes)] : []
  })
}

/** Only what differs; elements that already look like it are left out. */
export function restyleAll(
  elements: readonly Element[],
  style: Partial<Style>,
  measure: MeasureText,
): Operation[] {
  return elements.flatMap((element) => {
    const changes = styleChanges(element, style, measure)
    return Object.keys(changes).length > 0 ? [updateElement(element.id, changes)] : []
  })
}
