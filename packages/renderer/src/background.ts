import type { BoardSettings } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import type { View } from './frame.ts'
import type { Surface } from './surface.ts'
import type { Theme } from './theme.ts'
import { backgroundColor } from './theme.ts'

/** Board units between two dots or lines at zoom 1. */
const spacing = 20
/** Screen pixels under which they would be a grey haze: then every second one is left out. */
const closest = 14

/** Board units between two dots or lines at this zoom: always a power of two times the spacing. */
export function patternStep(zoom: number): number {
  return spacing * 2 ** Math.ceil(Math.log2(closest / (spacing * zoom)))
}

/** @param pixels the part of the canvas to cover, in whole canvas pixels */
export function paintBackground(
  { context, pixelRatio }: Surface,
  view: View,
  theme: Theme,
  settings: BoardSettings,
  pixels: Box,
): void {
  const { minX, minY, maxX, maxY } = pixels
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = backgroundColor(theme, settings.background)
  context.fillRect(minX, minY, maxX - minX, maxY - minY)
  if (settings.pattern === 'none') return

  const step = patternStep(view.zoom)
  const scale = view.zoom * pixelRatio
  const weight = Math.max(1, Math.round((settings.pattern === 'dots' ? 1.5 : 1) * pixelRatio))
  const columns = stops(minX, maxX, view.x, scale, step, weight)
  const rows = stops(minY, maxY, view.y, scale, step, weight)
  context.fillStyle = theme.pattern
  if (settings.pattern === 'dots')
    for (const y of rows) for (const x of columns) context.fillRect(x, y, weight, weight)
  else {
    for (const y of rows) context.fillRect(minX, y, maxX - minX, weight)
    for (const x of columns) context.fillRect(x, minY, weight, maxY - minY)
  }
}

/**
 * Canvas pixels at which the multiples of `step` lie. Rounded before the origin is taken off, which is a whole number of
 * pixels: so they lie the same on every tile.
 */
function stops(
  min: number,
  max: number,
  viewed: number,
  scale: number,
  step: number,
  weight: number,
): number[] {
  const origin = Math.round(viewed * scale)
  const first = Math.floor((origin + min - weight) / scale / step)
  const last = Math.ceil((origin + max) / scale / step)
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => Math.round((first + i) * step * scale - weight / 2) - origin,
  )
}
