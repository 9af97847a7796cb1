import { boxContainsPoint } from '@drawbridge/geometry'
import type { FrameElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { boxOf, commonProperties, distanceToBox } from '../element-type.ts'

/** Height of the name above a frame, in board units. */
export const frameNameHeight = 24

export const frame: ElementTypeDefinition<FrameElement> = {
  type: 'frame',
  properties: [...commonProperties, 'width', 'height', 'text'],
  hasInk: false,
  box: boxOf,
  margin: () => frameNameHeight,
  /** Hollow: what lies in it is reached through it, and it is taken by its edge or its name. */
  distanceTo(element, point) {
    const box = boxOf(element)
    const name = { ...box, minY: box.minY - frameNameHeight, maxY: box.minY }
    if (!boxContainsPoint(box, point)) return Math.min(distanceToBox(name, point), distanceToBox(box, point))
    return Math.min(point.x - box.minX, box.maxX - point.x, point.y - box.minY, box.maxY - point.y)
  },
}
