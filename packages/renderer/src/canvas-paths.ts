import type { Path } from '@drawbridge/geometry'
import { trace } from '@drawbridge/geometry'
import type { Context } from './context.ts'

/** How paths get onto a canvas. */
export interface CanvasPaths {
  fill(context: Context, path: Path): void
  stroke(context: Context, path: Path): void
}

const made = new WeakMap<Path, Path2D>()

function path2D(path: Path): Path2D {
  let kept = made.get(path)
  if (!kept) {
    kept = new Path2D()
    trace(path, kept)
    made.set(path, kept)
  }
  return kept
}

/** For many frames: what is made of a path is kept for as long as the path is. */
export const keptPaths: CanvasPaths = {
  fill(context, path) {
    context.fill(path2D(path))
  },
  stroke(context, path) {
    context.stroke(path2D(path))
  },
}

/** For painting once, also where there is no Path2D. */
export const tracedPaths: CanvasPaths = {
  fill(context, path) {
    context.beginPath()
    trace(path, context)
    context.fill()
  },
  stroke(context, path) {
    context.beginPath()
    trace(path, context)
    context.stroke()
  },
}
