import type { Box } from '@drawbridge/geometry'
import { boxExpand } from '@drawbridge/geometry'
import type { Element } from './element.ts'
import { elementBounds } from './element-types.ts'

/** Elements are values, so bounds are worked out once for each that has to be measured; of ink they are at hand. */
const known = new WeakMap<Element, Box>()

/** Where the element, as `placed` gives it, may leave paint, in board units. */
export function paintedBounds(element: Element): Box {
  if (element.type === 'stroke') return elementBounds(element)
  let box = known.get(element)
  if (!box) {
    box = elementBounds(element)
    // Measured in its writer's font or only estimated, and that may be narrower than the font here.
    if ('fontSize' in element && element.text !== '')
      box = boxExpand(box, element.fontSize + Math.max(box.maxX - box.minX, box.maxY - box.minY) / 4)
    known.set(element, box)
  }
  return box
}
