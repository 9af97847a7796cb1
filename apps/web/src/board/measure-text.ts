import type { TextSize } from '@drawbridge/editor'
import { fontFamily, lineHeight } from '@drawbridge/renderer'

let context: CanvasRenderingContext2D | null | undefined

/** The size of a text in board units, in the font that the renderer paints with. */
export function measureText(text: string, fontSize: number): TextSize {
  context ??= document.createElement('canvas').getContext('2d')
  const lines = text.split('\n')
  const height = lines.length * fontSize * lineHeight
  if (!context) return { width: 0, height }
  context.font = `${fontSize}px ${fontFamily}`
  const widths = lines.map((line) => context?.measureText(line).width ?? 0)
  return { width: Math.max(...widths), height }
}
