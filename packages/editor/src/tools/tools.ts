import { ellipse } from './ellipse/ellipse.ts'
import { eraser } from './eraser/eraser.ts'
import { highlighter } from './highlighter/highlighter.ts'
import { hand } from './hand/hand.ts'
import { laser } from './laser/laser.ts'
import { lasso } from './lasso/lasso.ts'
import { image } from './image/image.ts'
import { line } from './line/line.ts'
import { pen } from './pen/pen.ts'
import { rectangle } from './rectangle/rectangle.ts'
import { select } from './select/select.ts'
import { text } from './text/text.ts'
import type { ToolName } from './tool-name.ts'
import type { Tool } from './tool.ts'

/** The tool table: a new tool is a folder, a name and one row here. */
export const tools: Readonly<Record<ToolName, Tool>> = {
  select,
  lasso,
  hand,
  pen,
  highlighter,
  eraser,
  laser,
  rectangle,
  ellipse,
  line,
  text,
  image,
}
