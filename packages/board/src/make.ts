import type { Box, Vector } from '@drawbridge/geometry'
import type {
  Color,
  EllipseElement,
  LineElement,
  RectangleElement,
  StrokeElement,
  TextElement,
} from './element.ts'
import { nothingErased } from './erased.ts'
import type { ElementId } from './id.ts'
import type { InkPoint } from './ink.ts'
import { gridForZoom, Ink } from './ink.ts'

interface Common {
  readonly id: ElementId
  /** Paint order key, from `indexBetween`. */
  readonly index: string
  /** A palette name or `#rrggbb`; `ink` if left out. */
  readonly color?: Color
  /** 0…1; 1 if left out. */
  readonly opacity?: number
}

interface Outlined extends Common {
  /** Board units; 2 if left out. */
  readonly strokeWidth?: number
}

interface Filled extends Outlined {
  /** `none` if left out. */
  readonly fill?: Color
}

const common = ({ id, index, color = 'ink', opacity = 1 }: Common) => ({ id, index, color, opacity })

/**
 * A stroke through points in board units; the first is its origin.
 * @param zoom at which it is drawn: chooses how finely points are kept. 1 if left out.
 */
export function stroke(
  made: Outlined & { readonly points: readonly InkPoint[]; readonly zoom?: number },
): StrokeElement {
  const grid = gridForZoom(made.zoom ?? 1)
  const first = made.points[0] ?? { x: 0, y: 0 }
  return {
    ...common(made),
    type: 'stroke',
    x: first.x,
    y: first.y,
    strokeWidth: made.strokeWidth ?? 2,
    ink: inkFrom(made.points, first, grid),
    erased: nothingErased,
  }
}

/** Points in board units as ink relative to a stroke's origin: what `extendStroke` takes. */
export function inkFrom(points: readonly InkPoint[], origin: Vector, grid: number): Ink {
  return Ink.from(
    points.map((point) => ({ ...point, x: point.x - origin.x, y: point.y - origin.y })),
    grid,
  )
}

const placed = ({ box }: { readonly box: Box }) => ({
  x: box.minX,
  y: box.minY,
  width: box.maxX - box.minX,
  height: box.maxY - box.minY,
})

/** A rectangle that fills a box given in board units. */
export function rectangle(made: Filled & { readonly box: Box }): RectangleElement {
  return {
    ...common(made),
    ...placed(made),
    type: 'rectangle',
    strokeWidth: made.strokeWidth ?? 2,
    fill: made.fill ?? 'none',
  }
}

/** The ellipse inscribed in a box given in board units. */
export function ellipse(made: Filled & { readonly box: Box }): EllipseElement {
  return {
    ...common(made),
    ...placed(made),
    type: 'ellipse',
    strokeWidth: made.strokeWidth ?? 2,
    fill: made.fill ?? 'none',
  }
}

/** A straight line between two points in board units. */
export function line(made: Outlined & { readonly from: Vector; readonly to: Vector }): LineElement {
  return {
    ...common(made),
    type: 'line',
    x: made.from.x,
    y: made.from.y,
    dx: made.to.x - made.from.x,
    dy: made.to.y - made.from.y,
    strokeWidth: made.strokeWidth ?? 2,
  }
}

/** Text whose top left corner is `at`; width and height as measured in its font, in board units. */
export function text(
  made: Common & {
    readonly at: Vector
    readonly text: string
    readonly fontSize?: number
    readonly width: number
    readonly height: number
  },
): TextElement {
  return {
    ...common(made),
    type: 'text',
    x: made.at.x,
    y: made.at.y,
    text: made.text,
    fontSize: made.fontSize ?? 20,
    width: made.width,
    height: made.height,
  }
}
