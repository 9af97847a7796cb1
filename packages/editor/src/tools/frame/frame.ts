import {
  createElement,
  elementBounds,
  elementBox,
  frame as make,
  placed,
  updateElement,
} from '@drawbridge/board'
import { boxContainsBox, isEmptyBox } from '@drawbridge/geometry'
import { boxTool } from '../shape/shape-tool.ts'

/** What lies wholly within a new frame belongs to it, unless it has a frame already. */
export const frame = boxTool({
  usual: { width: 480, height: 320 },
  make: ({ id, index, page, box }) => make({ id, index, page, box }),
  finish(context, element) {
    const { board } = context
    const area = elementBox(element)
    const inside = board.elements.filter((other) => {
      const bounds = elementBounds(placed(other, board))
      return (
        other.type !== 'frame' && other.frame === '' && !isEmptyBox(bounds) && boxContainsBox(area, bounds)
      )
    })
    context.submit([
      createElement(element),
      ...inside.map(({ id }) => updateElement(id, { frame: element.id })),
    ])
    context.finish(element.id)
  },
})
