import type { Vector } from '@drawbridge/geometry'
import { boxCenter, rotate, segmentInCapsule } from '@drawbridge/geometry'
import type { StrokeElement } from './element.ts'
import { elementBox } from './element-types.ts'
import { erasedUnit, mergedRanges } from './erased.ts'

/** What a dot gives: it has no length that ranges could be taken from. */
const wholeDot = [0, 1]

/**
 * The ranges of a stroke (see `Erased`) that a disc touches on its way from one point to the other, in order. A
 * segment that is longer than the disc is cut within, rounded outwards to the erased unit: two cuts side by side
 * leave nothing between them. @param radius board units; the stroke's own width is added here.
 */
export function sweptRanges(
  stroke: StrokeElement,
  from: Vector,
  to: Vector,
  radius: number,
): readonly number[] {
  const { ink, scaleX, scaleY } = stroke
  const reach = radius + stroke.strokeWidth / 2
  const center = boxCenter(elementBox(stroke))
  const local = (point: Vector) => {
    const { x, y } = rotate(point, center, -stroke.rotation)
    return { x: x - stroke.x, y: y - stroke.y }
  }
  const a = local(from)
  const b = local(to)
  const minX = Math.min(a.x, b.x) - reach
  const maxX = Math.max(a.x, b.x) + reach
  const minY = Math.min(a.y, b.y) - reach
  const maxY = Math.max(a.y, b.y) + reach
  const at = (i: number) => ({ x: ink.x(i) * scaleX, y: ink.y(i) * scaleY })
  if (ink.length === 1) return segmentInCapsule(at(0), at(0), a, b, reach) ? wholeDot : []
  const ranges: number[] = []
  for (let i = 0; i + 1 < ink.length; i++) {
    const p = at(i)
    const q = at(i + 1)
    if (Math.max(p.x, q.x) < minX || Math.min(p.x, q.x) > maxX) continue
    if (Math.max(p.y, q.y) < minY || Math.min(p.y, q.y) > maxY) continue
    const part = segmentInCapsule(p, q, a, b, reach)
    if (!part) continue
    const start = Math.floor((i + part[0]) * erasedUnit)
    const end = Math.ceil((i + part[1]) * erasedUnit)
    // The disc only touches: a cut without length would still part the stroke.
    if (end > start) ranges.push(start, end)
  }
  return mergedRanges(ranges)
}
