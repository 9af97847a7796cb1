import type { Path, Vector } from '@drawbridge/geometry'
import {
  distanceToEllipse,
  distanceToPolyline,
  flatten,
  polygonContains,
  shapePath,
} from '@drawbridge/geometry'
import type { ShapeElement } from '../element.ts'
import type { ElementTypeDefinition } from '../element-type.ts'
import { boxOf, commonProperties, distanceToBox } from '../element-type.ts'
import { aboutLabelBox } from '../label-box.ts'

/** Elements are values, so what is derived from one holds for as long as it lives. */
const outlines = new WeakMap<ShapeElement, readonly Vector[]>()

/** The outline of a shape with its box's top left corner at the origin, mirrored as the element is, before it is turned. */
export function outlinePath({ shape: name, width, height, radius, flipX, flipY }: ShapeElement): Path {
  const path = shapePath(name, { width, height, radius })
  if (!flipX && !flipY) return path
  const coordinates = path.coordinates.map((value, i) => {
    if (i % 2 === 0) return flipX ? width - value : value
    return flipY ? height - value : value
  })
  return { verbs: path.verbs, coordinates }
}

/** The same as a polygon in board units, before it is turned. */
export function shapePolygon(element: ShapeElement): readonly Vector[] {
  let outline = outlines.get(element)
  if (!outline) {
    const [figure = []] = flatten(outlinePath(element))
    outline = figure.map(({ x, y }) => ({ x: x + element.x, y: y + element.y }))
    outlines.set(element, outline)
  }
  return outline
}

function distanceToOutline(element: ShapeElement, point: Vector): number {
  if (element.shape !== 'ellipse') return distanceToPolyline(shapePolygon(element), point, true)
  const { x, y, width, height } = element
  return distanceToEllipse(point, { x: x + width / 2, y: y + height / 2 }, width / 2, height / 2)
}

function contains(element: ShapeElement, point: Vector): boolean {
  if (element.shape !== 'ellipse') return polygonContains(shapePolygon(element), point)
  const { x, y, width, height } = element
  if (width <= 0 || height <= 0) return false
  return Math.hypot((point.x - x - width / 2) / (width / 2), (point.y - y - height / 2) / (height / 2)) <= 1
}

export const shape: ElementTypeDefinition<ShapeElement> = {
  type: 'shape',
  properties: [
    ...commonProperties,
    'shape',
    'width',
    'height',
    'radius',
    'strokeWidth',
    'dash',
    'roughness',
    'fill',
    'fillStyle',
    'flipX',
    'flipY',
    'text',
    'fontSize',
    'font',
    'align',
    'verticalAlign',
  ],
  hasInk: false,
  box: boxOf,
  margin: ({ strokeWidth, roughness }) => strokeWidth / 2 + 4 * roughness,
  words: aboutLabelBox,
  distanceTo(element, point) {
    if (element.fill !== 'none' && contains(element, point)) return 0
    const words = aboutLabelBox(element)
    const toWords = words ? distanceToBox(words, point) : Infinity
    return Math.min(toWords, Math.max(0, distanceToOutline(element, point) - element.strokeWidth / 2))
  },
}
