import type { Path, PathSink } from '@drawbridge/geometry'
import { trace } from '@drawbridge/geometry'

/** How many pieces are tried as one curve, as long as fewer of them will do. */
const runs = [2, 4, 6] as const

/**
 * The path for a place that has no curves but cubic ones. Ink is a chain of many short quadratic curves that go on where
 * the one before leads: each takes a third more to write as a cubic one, but one cubic stands for several of them.
 * @param tolerance how far a curve may leave where it was, in the path's units
 */
export function traceCubic(path: Path, tolerance: number, sink: Omit<PathSink, 'quadraticCurveTo'>): void {
  const chain = new QuadraticChain(tolerance, sink)
  trace(path, {
    moveTo(x, y) {
      chain.end(x, y)
      sink.moveTo(x, y)
    },
    lineTo(x, y) {
      chain.end(x, y)
      sink.lineTo(x, y)
    },
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      chain.end(x, y)
      sink.bezierCurveTo(x1, y1, x2, y2, x, y)
    },
    quadraticCurveTo(x1, y1, x, y) {
      chain.add(x1, y1, x, y)
    },
    closePath() {
      chain.end(0, 0)
      sink.closePath()
    },
  })
  chain.end(0, 0)
}

/** Quadratic curves that follow one another: the joint before the first, then a control point and a joint for each. */
class QuadraticChain {
  readonly #squaredTolerance: number
  readonly #sink: Pick<PathSink, 'bezierCurveTo'>
  readonly #xs: number[] = [0]
  readonly #ys: number[] = [0]

  constructor(tolerance: number, sink: Pick<PathSink, 'bezierCurveTo'>) {
    this.#squaredTolerance = tolerance * tolerance
    this.#sink = sink
  }

  add(controlX: number, controlY: number, x: number, y: number): void {
    this.#xs.push(controlX, x)
    this.#ys.push(controlY, y)
  }

  /** Writes what there is, and begins anew at (x, y). */
  end(x: number, y: number): void {
    const count = (this.#xs.length - 1) / 2
    for (let at = 0; at < count;) {
      let length = 1
      for (const run of runs) {
        if (at + run > count || !this.#isOneCurve(at, run)) break
        length = run
      }
      this.#write(at, length)
      at += length
    }
    this.#xs.length = this.#ys.length = 1
    this.#xs[0] = x
    this.#ys[0] = y
  }

  #x(index: number): number {
    return this.#xs[index] ?? 0
  }

  #y(index: number): number {
    return this.#ys[index] ?? 0
  }

  /** Whether the cubic curve that leaves and arrives as these do comes by all that lies between. */
  #isOneCurve(at: number, run: number): boolean {
    const reach = (2 / 3) * run
    const first = 2 * at
    const last = first + 2 * run
    const [x0, y0, x3, y3] = [this.#x(first), this.#y(first), this.#x(last), this.#y(last)]
    const x1 = x0 + reach * (this.#x(first + 1) - x0)
    const y1 = y0 + reach * (this.#y(first + 1) - y0)
    const x2 = x3 + reach * (this.#x(last - 1) - x3)
    const y2 = y3 + reach * (this.#y(last - 1) - y3)
    for (let piece = 0; piece < run; piece++) {
      const joint = first + 2 * piece
      // The middle of the piece, and then its end.
      for (let half = 1; half <= 2; half++) {
        const t = (piece + half / 2) / run
        const u = 1 - t
        const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
        const isEnd = half === 2
        const x = isEnd
          ? this.#x(joint + 2)
          : (this.#x(joint) + 2 * this.#x(joint + 1) + this.#x(joint + 2)) / 4
        const y = isEnd
          ? this.#y(joint + 2)
          : (this.#y(joint) + 2 * this.#y(joint + 1) + this.#y(joint + 2)) / 4
        const offX = a * x0 + b * x1 + c * x2 + d * x3 - x
        const offY = a * y0 + b * y1 + c * y2 + d * y3 - y
        if (!(offX * offX + offY * offY <= this.#squaredTolerance)) return false
      }
    }
    return true
  }

  #write(at: number, run: number): void {
    const reach = (2 / 3) * run
    const first = 2 * at
    const last = first + 2 * run
    const [x0, y0, x3, y3] = [this.#x(first), this.#y(first), this.#x(last), this.#y(last)]
    this.#sink.bezierCurveTo(
      x0 + reach * (this.#x(first + 1) - x0),
      y0 + reach * (this.#y(first + 1) - y0),
      x3 + reach * (this.#x(last - 1) - x3),
      y3 + reach * (this.#y(last - 1) - y3),
      x3,
      y3,
    )
  }
}
