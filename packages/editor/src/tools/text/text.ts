import { idleUntilPressed } from '../idle-until-pressed.ts'
import { editNewText } from '../../text-editing.ts'
import type { Tool } from '../tool.ts'
import { Pointing } from './pointing.ts'

export const text: Tool = {
  cursor: 'text',
  edits: true,
  style: { align: 'start' },
  idle: idleUntilPressed((context, _pressed, idle) => new Pointing(context, idle)),
  place: (context, middle) => context.editText(editNewText(middle, context.style)),
}
