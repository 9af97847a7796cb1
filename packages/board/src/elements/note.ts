import type { NoteElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { boxOf, commonProperties, distanceToBox } from '../element-type.ts'
import { aboutLabelBox } from '../label-box.ts'

/** Of its shadow, in board units. */
const shadow = 6

export const note: ElementTypeDefinition<NoteElement> = {
  type: 'note',
  properties: [...commonProperties, 'width', 'height', 'text', 'fontSize', 'font', 'align', 'verticalAlign'],
  hasInk: false,
  box: boxOf,
  margin: () => shadow,
  words: aboutLabelBox,
  distanceTo: (element, point) => distanceToBox(boxOf(element), point),
}
