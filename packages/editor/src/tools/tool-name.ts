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
  'line',
  'text',
  'image',
] as const
export type ToolName = (typeof toolNames)[number]
