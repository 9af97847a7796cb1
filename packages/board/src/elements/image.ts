import type { ImageElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { boxOf, commonProperties, distanceToBox } from '../element-type.ts'

export const image: ElementTypeDefinition<ImageElement> = {
  type: 'image',
  properties: [
    ...commonProperties,
    'width',
    'height',
    'file',
    'cropX',
    'cropY',
    'cropWidth',
    'cropHeight',
    'flipX',
    'flipY',
    'text',
  ],
  hasInk: false,
  box: boxOf,
  margin: () => 0,
  distanceTo: (element, point) => distanceToBox(boxOf(element), point),
}
