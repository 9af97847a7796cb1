import type { Box } from '@drawbridge/geometry'
import { boxBetween, boxUnion, distanceToPolyline, emptyBox } from '@drawbridge/geometry'
import type { LineElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties, distanceToBox } from '../element-type.ts'
import { lineLabelBox } from '../label-box.ts'
import { headLength, linePolyline } from '../line-path.ts'

const boxes = new WeakMap<LineElement, Box>()

function box(line: LineElement): Box {
  let known = boxes.get(line)
  if (!known) {
    known = linePolyline(line).reduce<Box>((all, point) => boxUnion(all, boxBetween(point, point)), emptyBox)
    boxes.set(line, known)
  }
  return known
}

export const line: ElementTypeDefinition<LineElement> = {
  type: 'line',
  properties: [
    ...commonProperties,
    'dx',
    'dy',
    'route',
    'bend',
    'startHead',
    'endHead',
    'strokeWidth',
    'dash',
    'roughness',
    'startElement',
    'startX',
    'startY',
    'endElement',
    'endX',
    'endY',
    'text',
    'fontSize',
    'font',
  ],
  hasInk: false,
  box,
  margin(line) {
    const hasHead = line.startHead !== 'none' || line.endHead !== 'none'
    return (hasHead ? headLength(line) : line.strokeWidth / 2) + 4 * line.roughness
  },
  words: (line) => lineLabelBox(line),
  distanceTo(line, point) {
    const words = lineLabelBox(line)
    const toWords = words ? distanceToBox(words, point) : Infinity
    return Math.min(
      toWords,
      Math.max(0, distanceToPolyline(linePolyline(line), point) - line.strokeWidth / 2),
    )
  },
}
