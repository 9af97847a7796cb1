import type { Context } from './context.ts'
import type { Disc, Trail, View } from './frame.ts'
import type { Theme } from './theme.ts'

/** Milliseconds until a trail has faded. */
const lifetime = 1000
/** CSS pixels at its head; it gets thinner as it gets older. */
const width = 6

/** The trail of a laser pointer, on a context whose unit is a CSS pixel. */
export function paintTrail(context: Context, view: View, points: Trail['points'], color: string): void {
  context.strokeStyle = color
  context.lineCap = 'round'
  const x = (i: number) => ((points[i]?.[0] ?? 0) - view.x) * view.zoom
  const y = (i: number) => ((points[i]?.[1] ?? 0) - view.y) * view.zoom
  points.forEach(([, , age], i) => {
    const left = 1 - age / lifetime
    if (left <= 0) return
    context.lineWidth = width * left
    context.beginPath()
    context.moveTo(x(Math.max(0, i - 1)), y(Math.max(0, i - 1)))
    context.lineTo(x(i), y(i))
    context.stroke()
  })
}

/** The ring of an eraser: dark and light, so that it is seen on any ground. */
export function paintDisc(context: Context, { center, radius }: Disc, theme: Theme): void {
  const ring = (extra: number, color: string) => {
    context.strokeStyle = color
    context.lineWidth = 1
    context.beginPath()
    context.arc(center.x, center.y, radius + extra, 0, 2 * Math.PI)
    context.stroke()
  }
  ring(0.5, theme.colors.paper)
  ring(-0.5, theme.colors.ink)
}
