import type { Box, Vector } from '@drawbridge/geometry'
import { boxBetween, distanceToSegment, emptyBox } from '@drawbridge/geometry'
import type { StrokeElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { commonProperties } from '../element-type.ts'
import { keptRuns } from '../erased.ts'
import type { Ink } from '../ink.ts'

/** The point at a fractional index, relative to the stroke's origin, as it was drawn: not scaled. */
export function inkAt(ink: Ink, at: number): { x: number; y: number; pressure: number } {
  const i = Math.min(Math.max(0, Math.floor(at)), Math.max(0, ink.length - 1))
  const j = Math.min(i + 1, Math.max(0, ink.length - 1))
  const t = Math.min(1, Math.max(0, at - i))
  return {
    x: ink.x(i) + (ink.x(j) - ink.x(i)) * t,
    y: ink.y(i) + (ink.y(j) - ink.y(i)) * t,
    pressure: ink.pressure(i) + (ink.pressure(j) - ink.pressure(i)) * t,
  }
}

function box({ x, y, ink, erased, scaleX, scaleY }: StrokeElement): Box {
  const { minX, minY, maxX, maxY } = ink.bounds
  // Erased parts count, so that it is turned about the same middle; but where nothing is left nothing can be selected.
  if (minX > maxX || keptRuns(erased, ink.length).length === 0) return emptyBox
  return boxBetween(
    { x: x + minX * scaleX, y: y + minY * scaleY },
    { x: x + maxX * scaleX, y: y + maxY * scaleY },
  )
}

function distanceTo(stroke: StrokeElement, point: Vector): number {
  const { ink, scaleX, scaleY } = stroke
  const local = { x: point.x - stroke.x, y: point.y - stroke.y }
  const pointAt = (at: number) => {
    const { x, y } = inkAt(ink, at)
    return { x: x * scaleX, y: y * scaleY }
  }
  let nearest = Infinity
  for (const [from, to] of keptRuns(stroke.erased, ink.length)) {
    let previous = pointAt(from)
    nearest = Math.min(nearest, distanceToSegment(local, previous, previous))
    for (let i = Math.floor(from) + 1; i <= Math.ceil(to); i++) {
      const next = pointAt(Math.min(i, to))
      nearest = Math.min(nearest, distanceToSegment(local, previous, next))
      previous = next
    }
  }
  return Math.max(0, nearest - stroke.strokeWidth / 2)
}

export const stroke: ElementTypeDefinition<StrokeElement> = {
  type: 'stroke',
  properties: [...commonProperties, 'strokeWidth', 'brush', 'scaleX', 'scaleY'],
  hasInk: true,
  box,
  // Full pressure draws twice the width that half pressure does.
  margin: ({ strokeWidth }) => strokeWidth,
  distanceTo,
}
