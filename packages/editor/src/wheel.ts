import type { WheelInput } from './input.ts'
import type { Viewport } from './viewport.ts'

/** One notch of a mouse wheel is some 100 pixels: without a bound it would zoom by leaps. */
const largestZoomDelta = 50

export function wheeled(viewport: Viewport, { screen, deltaX, deltaY, ctrl }: WheelInput): Viewport {
  if (!ctrl) return viewport.panBy(-deltaX, -deltaY)
  const delta = Math.min(largestZoomDelta, Math.max(-largestZoomDelta, deltaY))
  return viewport.zoomAt(screen, viewport.zoom * 2 ** (-delta / 100))
}
