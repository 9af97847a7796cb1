import type { Dash, ElementId, FillStyle } from '@drawbridge/board'
import type { Path } from '@drawbridge/geometry'
import { PathBuilder } from '@drawbridge/geometry'
import rough from 'roughjs'
import { pathData } from './path-data.ts'

/** The part of the library that is used; what its types say of its default export depends on who resolves the module. */
interface Rough {
  generator(): { path(data: string, options: Record<string, unknown>): Drawable }
}
const generator = (rough as unknown as Rough).generator()

/** What is larger is sketched smaller and then enlarged: the library's work grows with the size. */
const largest = 1000
/** Board units: what is thinner is not hatched. */
const thinnest = 1

interface Drawable {
  readonly sets: readonly {
    readonly type: string
    readonly ops: readonly { readonly op: string; readonly data: readonly number[] }[]
  }[]
}

/** A seed from the element's id, so that every screen and every frame shows the same strokes. */
function seedOf(id: ElementId): number {
  let seed = 1
  for (const character of id) seed = (seed * 31 + character.charCodeAt(0)) % 2_147_483_647
  // Zero would mean chance.
  return seed === 0 ? 1 : seed
}

function extentOf({ coordinates }: Path): number {
  let extent = 0
  const [x = 0, y = 0] = coordinates
  coordinates.forEach((value, i) => (extent = Math.max(extent, Math.abs(value - (i % 2 === 0 ? x : y)))))
  return extent
}

/** The shorter side of its box. */
function thinness({ coordinates }: Path): number {
  const xs = coordinates.filter((_, i) => i % 2 === 0)
  const ys = coordinates.filter((_, i) => i % 2 === 1)
  const spread = (values: readonly number[]) =>
    values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
  return Math.min(spread(xs), spread(ys))
}

function scaled(path: Path, scale: number): Path {
  if (scale === 1) return path
  return { verbs: path.verbs, coordinates: path.coordinates.map((value) => value * scale) }
}

function pathOf({ sets }: Drawable, type: string, scale: number): Path {
  const path = new PathBuilder()
  for (const set of sets)
    for (const { op, data } of set.type === type ? set.ops : []) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = data
      if (op === 'move') path.moveTo(a, b)
      else if (op === 'lineTo') path.lineTo(a, b)
      else path.bezierCurveTo(a, b, c, d, e, f)
    }
  return scaled(path.path(), 1 / scale)
}

/** The path as a hand would draw it: twice, or once where it is dashed. @param roughness above 0 */
export function handDrawn(path: Path, id: ElementId, roughness: number, dash: Dash): Path {
  const extent = extentOf(path)
  const scale = Math.min(1, largest / Math.max(1, extent))
  const drawn = generator.path(pathData(scaled(path, scale)), {
    seed: seedOf(id),
    roughness: roughness * scale,
    // Long lines would leave their place by more than what is repainted around them.
    bowing: Math.min(1, 150 / Math.max(1, extent * scale)),
    disableMultiStroke: dash !== 'solid',
    preserveVertices: roughness <= 1,
  })
  return pathOf(drawn, 'path', scale)
}

export interface Hatching {
  readonly path: Path
  /** Of its lines, in board units. */
  readonly width: number
}

/** The lines that fill a closed path. @param strokeWidth of the outline: thicker ones go with wider gaps */
export function hatched(
  path: Path,
  style: Exclude<FillStyle, 'solid'>,
  {
    id,
    strokeWidth,
    roughness,
  }: { readonly id: ElementId; readonly strokeWidth: number; readonly roughness: number },
): Hatching {
  const scale = Math.min(1, largest / Math.max(1, extentOf(path)))
  const width = Math.max(0.75, strokeWidth / 2)
  // There the library may lose its way, and nothing would be seen between the lines of the outline.
  if (thinness(path) < thinnest) return { path: new PathBuilder().path(), width }
  const drawn = generator.path(pathData(scaled(path, scale)), {
    seed: seedOf(id),
    roughness: roughness * scale,
    stroke: 'none',
    fill: style,
    fillStyle: style,
    fillWeight: width * scale,
    hachureGap: Math.max(largest / 200, Math.max(6, 3 * strokeWidth) * scale),
    disableMultiStrokeFill: roughness === 0,
  })
  return { path: pathOf(drawn, 'fillSketch', scale), width }
}
