import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Looping } from './looping.ts'

export const lasso: Tool = {
  cursor: 'crosshair',
  edits: false,
  idle: idleUntilPressed((context, pressed, idle) => new Looping(context, pressed, idle)),
}
