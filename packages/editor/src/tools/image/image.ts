import { idleUntilPressed } from '../idle-until-pressed.ts'
import type { Tool } from '../tool.ts'
import { Pointing } from './pointing.ts'

/** Pictures come from the page, which is asked for them; see `Editor.placePictures`. */
export const image: Tool = {
  cursor: 'copy',
  edits: true,
  chosen: (context) => context.choosePictures(undefined),
  idle: idleUntilPressed((context, _pressed, idle) => new Pointing(context, idle)),
}
