import type { Vector } from '@drawbridge/geometry'
import { boxCenter, boxCorners, isEmptyBox, polygonEntry, rotate } from '@drawbridge/geometry'
import type { BoardView } from './board.ts'
import type { Element, LineElement } from './element.ts'
import { elementBox } from './element-types.ts'
import { elbowRoute } from './elbow-route.ts'
import { shapePolygon } from './elements/shape.ts'
import { setElbowRoute } from './line-path.ts'
import { pageOf } from './page-of.ts'

type Elements = Pick<BoardView, 'get'>

/** Whether a line can be joined to the element: lines have no inside, and pages and strokes without ink are not seen. */
export function canBind(element: Element): boolean {
  return element.type !== 'line' && !isEmptyBox(elementBox(element))
}

/** The outline of an element as it is turned, as a polygon in board units. */
export function elementOutline(element: Element): readonly Vector[] {
  const box = elementBox(element)
  if (element.type !== 'shape') return boxCorners(box, element.rotation)
  const center = boxCenter(box)
  return shapePolygon(element).map((point) => rotate(point, center, element.rotation))
}

/** Where a line is joined to an element. @param at fractions of its box before it is turned */
export function bindingPoint(element: Element, at: Vector): Vector {
  const box = elementBox(element)
  const point = {
    x: box.minX + (box.maxX - box.minX) * at.x,
    y: box.minY + (box.maxY - box.minY) * at.y,
  }
  return rotate(point, boxCenter(box), element.rotation)
}

/** The inverse of `bindingPoint`: fractions of the element's box, within it. */
export function bindingAt(element: Element, point: Vector): Vector {
  const box = elementBox(element)
  const { x, y } = rotate(point, boxCenter(box), -element.rotation)
  const part = (value: number, min: number, max: number) =>
    max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0.5
  return { x: part(x, box.minX, box.maxX), y: part(y, box.minY, box.maxY) }
}

interface Placed {
  readonly start: Element | undefined
  readonly end: Element | undefined
  readonly line: LineElement
}

/** By line, as long as what it joins is the same: elements are values. */
const known = new WeakMap<LineElement, Placed>()

/**
 * The element where it is seen. That is the element itself, but for lines that are joined to others: their ends lie on
 * the outlines of those, wherever they are now. It is worked out anew instead of being stored, so that whoever moves an
 * element writes nothing for the lines at it, and two people who move both ends at once cannot tear them off.
 */
export function placed<E extends Element>(element: E, elements: Elements): E
export function placed(element: Element, elements: Elements): Element {
  if (element.type !== 'line' || (element.startElement === '' && element.endElement === '')) return element
  const start = joined(element, element.startElement, elements)
  const end = joined(element, element.endElement, elements)
  if (!start && !end) return element
  const before = known.get(element)
  if (before && before.start === start && before.end === end) return before.line
  const line = between(element, start, end)
  known.set(element, { start, end, line })
  return line
}

function joined(line: LineElement, id: string, elements: Elements): Element | undefined {
  const element = id === '' ? undefined : elements.get(id)
  return element && canBind(element) && pageOf(element, elements) === pageOf(line, elements)
    ? element
    : undefined
}

function between(line: LineElement, start: Element | undefined, end: Element | undefined): LineElement {
  const from = start ? bindingPoint(start, { x: line.startX, y: line.startY }) : { x: line.x, y: line.y }
  const to = end
    ? bindingPoint(end, { x: line.endX, y: line.endY })
    : { x: line.x + line.dx, y: line.y + line.dy }
  if (line.route === 'elbow') {
    const corners = elbowRoute(
      { point: from, element: start && elementBox(start), gap: gapTo(line, start) },
      { point: to, element: end && elementBox(end), gap: gapTo(line, end) },
      line.bend,
    )
    const [first = from] = corners
    const last = corners.at(-1) ?? to
    const made = at(line, first, last)
    setElbowRoute(
      made,
      corners.map(({ x, y }) => ({ x: x - first.x, y: y - first.y })),
    )
    return made
  }
  const first = start ? onOutline(start, to, from, gapTo(line, start)) : from
  const last = end ? onOutline(end, from, to, gapTo(line, end)) : to
  return at(line, first, last)
}

function at(line: LineElement, from: Vector, to: Vector): LineElement {
  return { ...line, x: from.x, y: from.y, dx: to.x - from.x, dy: to.y - from.y, rotation: 0 }
}

/** So that a head does not touch what it points at. */
function gapTo(line: LineElement, element: Element | undefined): number {
  if (!element) return 0
  const outline = element.type === 'shape' ? element.strokeWidth / 2 : 0
  return 3 + outline + line.strokeWidth / 2
}

/** Where the way from outside to a point within the element meets its outline, held back by the gap. */
function onOutline(element: Element, outside: Vector, inside: Vector, gap: number): Vector {
  const point = polygonEntry(elementOutline(element), outside, inside) ?? inside
  const distance = Math.hypot(outside.x - point.x, outside.y - point.y)
  if (distance <= gap) return point
  return {
    x: point.x + ((outside.x - point.x) * gap) / distance,
    y: point.y + ((outside.y - point.y) * gap) / distance,
  }
}
