import type { Path } from './path.ts'
import { trace } from './path.ts'
import type { Vector } from './point.ts'

/** Enough that the pieces of a curve as large as a screen are not seen. */
const piecesPerCurve = 16

/** A path's figures as chains of points, its curves cut into short segments. */
export function flatten(path: Path): readonly (readonly Vector[])[] {
  const figures: Vector[][] = []
  let at: Vector = { x: 0, y: 0 }
  const go = (x: number, y: number) => {
    at = { x, y }
    figures.at(-1)?.push(at)
  }
  const curve = (point: (t: number) => Vector) => {
    for (let i = 1; i <= piecesPerCurve; i++) {
      const { x, y } = point(i / piecesPerCurve)
      go(x, y)
    }
  }
  trace(path, {
    moveTo(x, y) {
      figures.push([])
      go(x, y)
    },
    lineTo: go,
    quadraticCurveTo(x1, y1, x, y) {
      const from = at
      curve((t) => {
        const s = 1 - t
        return {
          x: s * s * from.x + 2 * s * t * x1 + t * t * x,
          y: s * s * from.y + 2 * s * t * y1 + t * t * y,
        }
      })
    },
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      const from = at
      curve((t) => {
        const s = 1 - t
        const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
        return { x: a * from.x + b * x1 + c * x2 + d * x, y: a * from.y + b * y1 + c * y2 + d * y }
      })
    },
    closePath() {
      const first = figures.at(-1)?.[0]
      if (first) go(first.x, first.y)
    },
  })
  return figures
}
