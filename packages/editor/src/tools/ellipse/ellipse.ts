import { ellipse as make } from '@drawbridge/board'
import { dragBox } from '../shape/shape.ts'
import { shapeTool } from '../shape/shape-tool.ts'

export const ellipse = shapeTool((made, from, to, modifiers) =>
  make({ ...made, box: dragBox(from, to, modifiers) }),
)
