import { emptyBox } from '@drawbridge/geometry'
import type { PageElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties } from '../element-type.ts'

export const page: ElementTypeDefinition<PageElement> = {
  type: 'page',
  properties: [...commonProperties, 'text'],
  hasInk: false,
  box: () => emptyBox,
  margin: () => 0,
  distanceTo: () => Infinity,
}
