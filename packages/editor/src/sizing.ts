import type { Element, ElementChanges, Operation } from '@drawbridge/board'
import { updateElement } from '@drawbridge/board'
import { resized } from './resized.ts'
import type { MeasureText } from './text-box.ts'
import { grownBox, textBox } from './text-box.ts'

/** No side gets smaller than this, in board units. */
const least = 10

/** Makes elements wider and higher by board units; lines and ink have no size of their own to set. */
export function sizeAll(
  elements: readonly Element[],
  dx: number,
  dy: number,
  measure: MeasureText,
): Operation[] {
  return elements.flatMap((element) => {
    const changes = sized(element, dx, dy, measure)
    return Object.keys(changes).length > 0 ? [updateElement(element.id, changes)] : []
  })
}

/** Whether `sizeAll` does anything to the element. */
export function hasSize({ type }: Element): boolean {
  return type === 'shape' || type === 'note' || type === 'frame' || type === 'image' || type === 'text'
}

function sized(element: Element, dx: number, dy: number, measure: MeasureText): ElementChanges {
  const corner = { x: 0, y: 0 }
  const size = (part: number, by: number) => Math.max(Math.min(least, part), part + by)
  switch (element.type) {
    case 'shape':
    case 'note': {
      const wanted = { width: size(element.width, dx), height: size(element.height, dy) }
      const box = resized(element, wanted, corner)
      return { ...box, ...grownBox({ ...element, ...box }, measure) }
    }
    case 'frame':
      return resized(element, { width: size(element.width, dx), height: size(element.height, dy) }, corner)
    case 'image': {
      const factor = size(element.width, dx === 0 ? dy : dx) / Math.max(least, element.width)
      return resized(element, { width: element.width * factor, height: element.height * factor }, corner)
    }
    case 'text': {
      // Its height is that of its lines.
      if (dx === 0) return {}
      const wider = { ...element, wraps: true, width: size(element.width, dx) }
      return { wraps: true, ...textBox(wider, measure) }
    }
    default:
      return {}
  }
}
