import type { Element, Operation } from '@drawbridge/board'
import { deleteElement, updateElement } from '@drawbridge/board'
import type { RandomBytes } from './identity.ts'
import { onTop } from './identity.ts'
import type { Style } from './style.ts'
import { styleChanges } from './style.ts'
import type { MeasureText } from './text-box.ts'

export function deleteAll(elements: readonly Element[]): Operation[] {
  return elements.map(({ id }) => deleteElement(id))
}

/** By board units. */
export function moveAll(elements: readonly Element[], dx: number, dy: number): Operation[] {
  return elements.map(({ id, x, y }) => updateElement(id, { x: x + dx, y: y + dy }))
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

/** Copies in the same order, moved by `offset` board units so that they do not hide what they are copies of. */
export function copiesOf(
  elements: readonly Element[],
  below: string | null,
  randomBytes: RandomBytes,
  offset: number,
): Element[] {
  let top = below
  return elements.map((element) => {
    const made = onTop(top, randomBytes)
    top = made.index
    return { ...element, ...made, x: element.x + offset, y: element.y + offset }
  })
}
