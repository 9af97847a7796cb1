import type { Element } from '@drawbridge/board'
import { baseline, fontFamily, lineHeight } from './font.ts'
import type { View } from './frame.ts'
import type { PaintOp } from './paint-op.ts'
import { paint } from './paint.ts'
import type { Path } from './path.ts'
import { trace } from './path.ts'
import type { Surface } from './surface.ts'
import type { Theme } from './theme.ts'

const paths = new WeakMap<Path, Path2D>()

function path2D(path: Path): Path2D {
  let made = paths.get(path)
  if (!made) {
    made = new Path2D()
    trace(path, made)
    paths.set(path, made)
  }
  return made
}

/** @param opacity 0…1, on top of the element's own */
export function paintOnCanvas(
  surface: Surface,
  view: View,
  theme: Theme,
  element: Element,
  opacity = 1,
): void {
  const { context } = surface
  surface.useBoardUnits(view, element.x, element.y)
  context.globalAlpha = element.opacity * opacity
  for (const op of paint(element, theme)) paintOp(context, op)
  context.globalAlpha = 1
}

function paintOp(context: CanvasRenderingContext2D, op: PaintOp): void {
  switch (op.kind) {
    case 'fill':
      context.fillStyle = op.color
      context.fill(path2D(op.path))
      return
    case 'outline':
      context.strokeStyle = op.color
      context.lineWidth = op.width
      context.lineCap = 'round'
      context.lineJoin = 'round'
      context.stroke(path2D(op.path))
      return
    case 'text':
      context.fillStyle = op.color
      context.font = `${op.fontSize}px ${fontFamily}`
      context.textBaseline = 'alphabetic'
      context.textAlign = 'left'
      op.lines.forEach((line, i) => {
        context.fillText(line, 0, (i * lineHeight + baseline) * op.fontSize)
      })
  }
}
