import type { Tool } from '../tool.ts'
import { Idle } from './idle.ts'

export const select: Tool = {
  cursor: 'default',
  edits: false,
  idle: (context) => new Idle(context),
}
