import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Panning } from './panning.ts'

export const hand: Tool = {
  cursor: 'grab',
  edits: false,
  idle: idleUntilPressed((context, pressed, idle) => new Panning(context, pressed, idle)),
}
