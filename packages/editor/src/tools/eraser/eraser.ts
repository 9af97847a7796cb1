import type { Tool } from '../tool.ts'
import { CutKeys } from './cut-keys.ts'
import { Hovering } from './hovering.ts'

export const eraser: Tool = {
  cursor: 'crosshair',
  edits: true,
  idle: (context) => new Hovering(context, new CutKeys(context)),
}
