/** In toolbar order. */
export const toolNames = [
  'select',
  'lasso',
  'hand',
  'pen',
  'highlighter',
  'eraser',
  'laser',
  'rectangle',
  'ellipse',
  'diamond',
  'triangle',
  'star',
  'hexagon',
  'cloud',
  'line',
  'arrow',
  'elbow',
  'note',
  'frame',
  'text',
] as const
export type ToolName = (typeof toolNames)[number]
