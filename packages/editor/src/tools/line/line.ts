import { line as make } from '@drawbridge/board'
import { dragLine } from '../shape/shape.ts'
import { shapeTool } from '../shape/shape-tool.ts'

export const line = shapeTool((made, from, to, modifiers) =>
  make({ ...made, ...dragLine(from, to, modifiers) }),
)
