import type { Tool } from '../tool.ts'
import { putOnBoard } from '../shape/shape-tool.ts'
import { Idle } from './idle.ts'
import type { LineKind } from './line-kind.ts'
import { lineOf } from './line-kind.ts'

/** Half the length of a line that is placed without a hand, in board units. */
const half = 80

/** A tool that drags a line from one end to the other. */
export function lineTool(kind: LineKind): Tool {
  return {
    cursor: 'crosshair',
    edits: true,
    idle: (context) => new Idle(context, kind),
    place(context, { x, y }) {
      const made = { ...context.style, ...context.newElement() }
      putOnBoard(context, lineOf(kind, made, { x: x - half, y }, { x: x + half, y }))
    },
  }
}
