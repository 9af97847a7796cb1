import type { Box } from './box.ts'
import { flatten } from './flatten.ts'
import type { Vector } from './point.ts'
import { shapePath } from './shape-path.ts'

/** The closed shapes that a drawing can be recognised as. */
export const sketchShapes = ['rectangle', 'ellipse', 'triangle', 'diamond', 'star'] as const
export type SketchShape = (typeof sketchShapes)[number]

/** Ways in which people draw the shape in a box: closed polygons. */
export function sketchOutline(kind: SketchShape, box: Box): readonly (readonly Vector[])[] {
  const size = { width: box.maxX - box.minX, height: box.maxY - box.minY, radius: 0 }
  const outline = (flatten(shapePath(kind, size))[0] ?? []).map(({ x, y }) => ({
    x: x + box.minX,
    y: y + box.minY,
  }))
  if (kind !== 'star') return [outline]
  // In one go, its lines crossing: every second of the five tips.
  const tips = outline.filter((_, i) => i % 2 === 0).slice(0, 5)
  return [outline, [0, 2, 4, 1, 3].map((i) => tips[i] as Vector)]
}
