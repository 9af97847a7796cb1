import { boxExpand, distanceToEllipse } from '@drawbridge/geometry'
import type { EllipseElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties } from '../element-type.ts'

export const ellipse: ElementTypeDefinition<EllipseElement> = {
  type: 'ellipse',
  properties: [...commonProperties, 'width', 'height', 'strokeWidth', 'fill'],
  hasInk: false,
  bounds: ({ x, y, width, height, strokeWidth }) =>
    boxExpand({ minX: x, minY: y, maxX: x + width, maxY: y + height }, strokeWidth / 2),
  distanceTo({ x, y, width, height, strokeWidth, fill }, point) {
    const center = { x: x + width / 2, y: y + height / 2 }
    const inside =
      width > 0 &&
      height > 0 &&
      Math.hypot((point.x - center.x) / (width / 2), (point.y - center.y) / (height / 2)) <= 1
    if (inside && fill !== 'none') return 0
    return Math.max(0, distanceToEllipse(point, center, width / 2, height / 2) - strokeWidth / 2)
  },
}
