import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Pointing } from './pointing.ts'
import type { MakeShape } from './shape.ts'

/** A tool that drags an element open between two points. */
export function shapeTool(make: MakeShape): Tool {
  return {
    cursor: 'crosshair',
    edits: true,
    idle: idleUntilPressed((context, pressed, idle) => new Pointing(context, make, pressed, idle)),
  }
}
