import type { NoteElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { boxOf, commonProperties, distanceToBox } from '../element-type.ts'

/** Of its shadow, in board units. */
const shadow = 6

export const note: ElementTypeDefinition<NoteElement> = {
  type: 'note',
  properties: [...commonProperties, 'width', 'height', 'text', 'fontSize', 'font', 'align', 'verticalAlign'],
  hasInk: false,
  box: boxOf,
  margin: () => shadow,
  distanceTo: (element, point) => distanceToBox(boxOf(element), point),
}
