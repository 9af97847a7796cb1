import { boxBetween, boxExpand, distanceToSegment } from '@drawbridge/geometry'
import type { LineElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties } from '../element-type.ts'

function end({ x, y, dx, dy }: LineElement) {
  return { x: x + dx, y: y + dy }
}

export const line: ElementTypeDefinition<LineElement> = {
  type: 'line',
  properties: [...commonProperties, 'dx', 'dy', 'strokeWidth'],
  hasInk: false,
  bounds: (element) => boxExpand(boxBetween(element, end(element)), element.strokeWidth / 2),
  distanceTo: (element, point) =>
    Math.max(0, distanceToSegment(point, element, end(element)) - element.strokeWidth / 2),
}
