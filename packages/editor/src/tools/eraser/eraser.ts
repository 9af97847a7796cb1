import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Erasing } from './erasing.ts'

export const eraser: Tool = {
  cursor: 'crosshair',
  edits: true,
  idle: idleUntilPressed((context, pressed, idle) => new Erasing(context, pressed, idle)),
}
