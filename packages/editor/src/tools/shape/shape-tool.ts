import type { Element } from '@drawbridge/board'
import { createElement, shape } from '@drawbridge/board'
import type { ShapeName } from '@drawbridge/geometry'
import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool, ToolContext } from '../tool.ts'
import { Pointing } from './pointing.ts'
import type { BoxedKind } from './shape.ts'
import { boxAround } from './shape.ts'

/** A tool that drags an element open between two corners of its box. */
export function boxTool(kind: BoxedKind): Tool {
  return {
    cursor: 'crosshair',
    edits: true,
    ...(kind.style && { style: kind.style }),
    idle: idleUntilPressed((context, pressed, idle) => new Pointing(context, kind, pressed, idle)),
    place(context, middle) {
      const box = boxAround(middle, kind.usual)
      kind.finish(context, kind.make({ ...context.style, ...context.newElement(), box }))
    },
  }
}

/** Puts it on the board, where it is then selected. */
export function putOnBoard(context: ToolContext, element: Element): void {
  context.submit([createElement(element)])
  context.finish(element.id)
}

/** Of a shape that was not dragged open, in board units. */
export const usualShape = { width: 160, height: 100 }

/** The tool of one shape. */
export function shapeTool(name: ShapeName): Tool {
  return boxTool({
    usual: usualShape,
    make: (made) => shape({ ...made, shape: name }),
    finish: putOnBoard,
  })
}
