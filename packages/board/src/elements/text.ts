import type { TextElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { boxOf, commonProperties, distanceToBox } from '../element-type.ts'

export const text: ElementTypeDefinition<TextElement> = {
  type: 'text',
  properties: [...commonProperties, 'text', 'fontSize', 'font', 'width', 'height', 'align', 'wraps'],
  hasInk: false,
  box: boxOf,
  margin: () => 0,
  distanceTo: (element, point) => distanceToBox(boxOf(element), point),
}
