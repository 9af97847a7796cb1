import type { Vector } from './point.ts'

/** A quadratic curve. */
export interface Quadratic {
  readonly from: Vector
  readonly control: Vector
  readonly to: Vector
}

function between(a: Vector, b: Vector, part: number): Vector {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
}

/** The point at a part of the curve's parameter, 0…1. */
export function quadraticAt({ from, control, to }: Quadratic, part: number): Vector {
  return between(between(from, control, part), between(control, to, part), part)
}

/** What of the curve is between two parts of its parameter: a curve again. */
export function quadraticPart(curve: Quadratic, start: number, end: number): Quadratic {
  const { from, control, to } = curve
  return {
    from: quadraticAt(curve, start),
    control: between(between(from, control, start), between(control, to, start), end),
    to: quadraticAt(curve, end),
  }
}
