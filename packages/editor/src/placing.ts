import { elementBox } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { boxCenter, isEmptyBox } from '@drawbridge/geometry'
import type { Tool, ToolContext } from './tools/tool.ts'

/** How far from something that has the same middle, in board units. */
const shift = 24

/** Lets a tool make what a click would, in the middle of what is seen; not exactly upon what was placed there before. */
export function place(tool: Tool, context: ToolContext, middle: BoardPoint): void {
  const middles = context.board.elements.flatMap((element) => {
    const box = elementBox(element)
    return isEmptyBox(box) ? [] : [boxCenter(box)]
  })
  let { x, y } = middle
  while (middles.some((other) => Math.hypot(other.x - x, other.y - y) < shift / 2)) {
    x += shift
    y += shift
  }
  tool.place?.(context, { x, y })
}
