import type { TextElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties } from '../element-type.ts'

export const text: ElementTypeDefinition<TextElement> = {
  type: 'text',
  properties: [...commonProperties, 'text', 'fontSize', 'width', 'height'],
  hasInk: false,
  bounds: ({ x, y, width, height }) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height }),
  distanceTo({ x, y, width, height }, point) {
    const dx = Math.max(x - point.x, 0, point.x - (x + width))
    const dy = Math.max(y - point.y, 0, point.y - (y + height))
    return Math.hypot(dx, dy)
  },
}
