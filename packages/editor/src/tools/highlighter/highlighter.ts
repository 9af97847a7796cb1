import { idleUntilPressed } from '../idle-until-pressed.ts'
import { Drawing } from '../pen/drawing.ts'
import type { Tool } from '../tool.ts'

/** A pen whose ink lets through what is below. Its colour and width are its own. */
export const highlighter: Tool = {
  cursor: 'crosshair',
  edits: true,
  style: { color: 'yellow', strokeWidth: 24 },
  idle: idleUntilPressed((context, pressed, idle) => new Drawing(context, pressed, idle, 'highlighter')),
}
