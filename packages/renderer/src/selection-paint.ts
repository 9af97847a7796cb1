import type { Vector } from '@drawbridge/geometry'
import type { Context } from './context.ts'
import type { Guide, Handles, View } from './frame.ts'
import type { Theme } from './theme.ts'

const squareSize = 9
const discRadius = 5.5
const badgeRadius = 9

/** On a context in CSS pixels. */
export function paintHandles(context: Context, view: View, theme: Theme, handles: Handles): void {
  const { outline, squares, discs } = handles
  context.strokeStyle = theme.selection
  context.fillStyle = theme.colors.paper
  context.lineWidth = 1.5
  strokePolygon(context, view, outline)
  const [first, second] = outline
  const [turning] = discs
  if (first && second && turning)
    strokeLine(context, view, { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 }, turning)
  const half = squareSize / 2
  for (const place of squares) {
    const { x, y } = onScreen(view, place)
    context.fillRect(x - half, y - half, squareSize, squareSize)
    context.strokeRect(x - half, y - half, squareSize, squareSize)
  }
  for (const place of discs) {
    const { x, y } = onScreen(view, place)
    context.beginPath()
    context.arc(x, y, discRadius, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}

/** The mark of a link: an arrow that leaves its box. On a context in CSS pixels. */
export function paintBadge(context: Context, view: View, theme: Theme, place: Vector): void {
  const { x, y } = onScreen(view, place)
  context.fillStyle = theme.colors.paper
  context.strokeStyle = theme.selection
  context.lineWidth = 1.5
  context.beginPath()
  context.arc(x, y, badgeRadius, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
  context.beginPath()
  context.moveTo(x - 3.5, y + 3.5)
  context.lineTo(x + 3.5, y - 3.5)
  context.moveTo(x - 1.5, y - 3.5)
  context.lineTo(x + 3.5, y - 3.5)
  context.lineTo(x + 3.5, y + 1.5)
  context.stroke()
}

/** On a context in CSS pixels. */
export function paintGuides(context: Context, view: View, theme: Theme, guides: readonly Guide[]): void {
  context.strokeStyle = theme.colors.pink
  context.lineWidth = 1.5
  for (const { from, to } of guides) {
    strokeLine(context, view, from, to)
    for (const place of [from, to]) {
      const { x, y } = onScreen(view, place)
      context.strokeRect(x - 1.5, y - 1.5, 3, 3)
    }
  }
}

/** On a context in CSS pixels. */
export function strokePolygon(context: Context, view: View, corners: readonly Vector[]): void {
  if (corners.length === 0) return
  context.beginPath()
  for (const [i, corner] of corners.entries()) {
    const { x, y } = onScreen(view, corner)
    if (i === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.closePath()
  context.stroke()
}

function strokeLine(context: Context, view: View, from: Vector, to: Vector): void {
  const [a, b] = [onScreen(view, from), onScreen(view, to)]
  context.beginPath()
  context.moveTo(a.x, a.y)
  context.lineTo(b.x, b.y)
  context.stroke()
}

function onScreen(view: View, { x, y }: Vector): Vector {
  return { x: (x - view.x) * view.zoom, y: (y - view.y) * view.zoom }
}
