import type { Tool } from '../tool.ts'
import { Idle } from './idle.ts'

/** At work while a picture is open for cropping, whatever tool is chosen. */
export const crop: Tool = {
  cursor: 'default',
  edits: true,
  idle: (context) => new Idle(context),
}
