import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Shining } from './shining.ts'

/** Points at things: others see it for a moment, and the board never knows. So a reader may use it too. */
export const laser: Tool = {
  cursor: 'crosshair',
  edits: false,
  idle: idleUntilPressed((context, pressed, idle) => new Shining(context, pressed, idle)),
}
