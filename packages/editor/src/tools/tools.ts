import { eraser } from './eraser/eraser.ts'
import { frame } from './frame/frame.ts'
import { hand } from './hand/hand.ts'
import { highlighter } from './highlighter/highlighter.ts'
import { laser } from './laser/laser.ts'
import { lasso } from './lasso/lasso.ts'
import { image } from './image/image.ts'
import { lineTool } from './line/line-tool.ts'
import { note } from './note/note.ts'
import { pen } from './pen/pen.ts'
import { select } from './select/select.ts'
import { shapeTool } from './shape/shape-tool.ts'
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
  rectangle: shapeTool('rectangle'),
  ellipse: shapeTool('ellipse'),
  diamond: shapeTool('diamond'),
  triangle: shapeTool('triangle'),
  star: shapeTool('star'),
  hexagon: shapeTool('hexagon'),
  cloud: shapeTool('cloud'),
  line: lineTool('line'),
  arrow: lineTool('arrow'),
  elbow: lineTool('elbow'),
  note,
  frame,
  text,
  image,
}
