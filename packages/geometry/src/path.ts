/**
 * An outline as SVG path commands (M, L, Q, C, Z) and their coordinates one after the other: compact, and the same for
 * every place that it is painted on. A value: never changed once it is made.
 */
export interface Path {
  readonly verbs: string
  readonly coordinates: readonly number[]
}

/** Where a path is drawn: a canvas, a Path2D, an SVG writer. */
export interface PathSink {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
  closePath(): void
}

/** Draws the path on the sink. */
export function trace({ verbs, coordinates }: Path, sink: PathSink): void {
  let at = 0
  const next = () => coordinates[at++] ?? 0
  for (const verb of verbs) {
    if (verb === 'M') sink.moveTo(next(), next())
    else if (verb === 'L') sink.lineTo(next(), next())
    else if (verb === 'Q') sink.quadraticCurveTo(next(), next(), next(), next())
    else if (verb === 'C') sink.bezierCurveTo(next(), next(), next(), next(), next(), next())
    else sink.closePath()
  }
}

/** Records what is drawn on it. */
export class PathBuilder implements PathSink {
  #verbs: string[] = []
  #coordinates: number[] = []

  moveTo(x: number, y: number): void {
    this.#verbs.push('M')
    this.#coordinates.push(x, y)
  }

  lineTo(x: number, y: number): void {
    this.#verbs.push('L')
    this.#coordinates.push(x, y)
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.#verbs.push('Q')
    this.#coordinates.push(x1, y1, x, y)
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#verbs.push('C')
    this.#coordinates.push(x1, y1, x2, y2, x, y)
  }

  closePath(): void {
    this.#verbs.push('Z')
  }

  path(): Path {
    return { verbs: this.#verbs.join(''), coordinates: this.#coordinates }
  }
}

/** Control points this far along make four cubic curves an ellipse to within 0.03 %. */
const roundness = 0.5523

/** Adds an ellipse, clockwise. */
export function addEllipse(
  sink: PathSink,
  centerX: number,
  centerY: number,
  radiusX: number,
  radiusY: number,
): void {
  const cx = radiusX * roundness
  const cy = radiusY * roundness
  const left = centerX - radiusX
  const right = centerX + radiusX
  const top = centerY - radiusY
  const bottom = centerY + radiusY
  sink.moveTo(left, centerY)
  sink.bezierCurveTo(left, centerY - cy, centerX - cx, top, centerX, top)
  sink.bezierCurveTo(centerX + cx, top, right, centerY - cy, right, centerY)
  sink.bezierCurveTo(right, centerY + cy, centerX + cx, bottom, centerX, bottom)
  sink.bezierCurveTo(centerX - cx, bottom, left, centerY + cy, left, centerY)
  sink.closePath()
}
