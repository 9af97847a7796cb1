import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Drawing } from './drawing.ts'

export const pen: Tool = {
  cursor: 'crosshair',
  edits: true,
  idle: idleUntilPressed((context, pressed, idle) => new Drawing(context, pressed, idle)),
}
