import { boxContainsPoint, boxExpand, distanceToSegment } from '@drawbridge/geometry'
import type { RectangleElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties } from '../element-type.ts'

function outline({ x, y, width, height }: RectangleElement) {
  return { minX: x, minY: y, maxX: x + width, maxY: y + height }
}

export const rectangle: ElementTypeDefinition<RectangleElement> = {
  type: 'rectangle',
  properties: [...commonProperties, 'width', 'height', 'strokeWidth', 'fill'],
  hasInk: false,
  bounds: (element) => boxExpand(outline(element), element.strokeWidth / 2),
  distanceTo(element, point) {
    const box = outline(element)
    if (element.fill !== 'none' && boxContainsPoint(box, point)) return 0
    const corners = [
      { x: box.minX, y: box.minY },
      { x: box.maxX, y: box.minY },
      { x: box.maxX, y: box.maxY },
      { x: box.minX, y: box.maxY },
    ] as const
    const distance = Math.min(
      distanceToSegment(point, corners[0], corners[1]),
      distanceToSegment(point, corners[1], corners[2]),
      distanceToSegment(point, corners[2], corners[3]),
      distanceToSegment(point, corners[3], corners[0]),
    )
    return Math.max(0, distance - element.strokeWidth / 2)
  },
}
