import type { Box, Quadratic, Vector } from '@drawbridge/geometry'
import {
  boxBetween,
  boxCenter,
  boxCorners,
  boxUnion,
  emptyBox,
  isEmptyBox,
  PathBuilder,
  polygonContains,
  polygonEntry,
  quadraticAt,
  quadraticPart,
  rotate,
} from '@drawbridge/geometry'
import type { Element, LineElement } from './element.ts'
import { elementBox } from './element-types.ts'
import type { ElbowEnd } from './elbow-exit.ts'
import { elbowRoute } from './elbow-route.ts'
import { shapePolygon } from './elements/shape.ts'
import { bentCurve, setLinePath } from './line-path.ts'
import type { ElementId } from './id.ts'
import { pageOf } from './page-of.ts'

interface Elements {
  get(id: ElementId): Element | undefined
}

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
  if (line.route === 'elbow') return elbow(line, elbowEnd(line, start, from), elbowEnd(line, end, to))
  if (line.route === 'curved' && line.bend !== 0) return curved(line, start, from, end, to)
  const first = start ? onOutline(start, to, from, gapTo(line, start)) : from
  const last = end ? onOutline(end, from, to, gapTo(line, end)) : to
  return at(line, first, last)
}

function elbowEnd(line: LineElement, element: Element | undefined, point: Vector): ElbowEnd {
  const outline = element ? elementOutline(element) : []
  return {
    point,
    element: element && boundsOf(outline),
    meets: (outside, inside) => polygonEntry(outline, outside, inside) ?? inside,
    gap: gapTo(line, element),
  }
}

function elbow(line: LineElement, start: ElbowEnd, end: ElbowEnd): LineElement {
  const corners = elbowRoute(start, end, line.bend)
  const [first = start.point] = corners
  const made = at(line, first, corners.at(-1) ?? end.point)
  const path = new PathBuilder()
  path.moveTo(0, 0)
  for (const { x, y } of corners.slice(1)) path.lineTo(x - first.x, y - first.y)
  setLinePath(made, path.path())
  return made
}

function curved(
  line: LineElement,
  start: Element | undefined,
  from: Vector,
  end: Element | undefined,
  to: Vector,
): LineElement {
  const whole = bentCurve(from, to, line.bend)
  const reversed = { from: to, control: whole.control, to: from }
  const leaves = start ? leavesAt(elementOutline(start), whole, gapTo(line, start)) : 0
  const enters = end ? 1 - leavesAt(elementOutline(end), reversed, gapTo(line, end)) : 1
  const seen = leaves < enters ? quadraticPart(whole, leaves, enters) : whole
  const made = at({ ...line, bend: bendOf(seen) }, seen.from, seen.to)
  const path = new PathBuilder()
  path.moveTo(0, 0)
  path.quadraticCurveTo(
    seen.control.x - made.x,
    seen.control.y - made.y,
    seen.to.x - made.x,
    seen.to.y - made.y,
  )
  setLinePath(made, path.path())
  return made
}

/** How far the curve leaves the straight line in its middle, as `bend` counts it. */
function bendOf(curve: Quadratic): number {
  const { from, to } = curve
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  const middle = quadraticAt(curve, 0.5)
  if (length === 0) return 0
  return ((middle.x - (from.x + to.x) / 2) * dy - (middle.y - (from.y + to.y) / 2) * dx) / length
}

const stepsAlong = 64

/** Where on its parameter a curve that begins within an outline is out of it, and a gap further. */
function leavesAt(outline: readonly Vector[], curve: Quadratic, gap: number): number {
  let inside = 0
  while (inside < stepsAlong && polygonContains(outline, quadraticAt(curve, inside / stepsAlong))) inside++
  if (inside === stepsAlong) return 0
  const edge =
    inside === 0
      ? 0
      : firstAt((inside - 1) / stepsAlong, inside / stepsAlong, (part) => {
          return !polygonContains(outline, quadraticAt(curve, part))
        })
  const on = quadraticAt(curve, edge)
  return firstAt(edge, 1, (part) => {
    const { x, y } = quadraticAt(curve, part)
    return Math.hypot(x - on.x, y - on.y) >= gap
  })
}

/** The least part between two at which something holds that does not hold before: by halving. */
function firstAt(low: number, high: number, holds: (part: number) => boolean): number {
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
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
  const outline = elementOutline(element)
  const point =
    polygonEntry(outline, outside, inside) ??
    polygonEntry(outline, outside, boxCenter(elementBox(element))) ??
    inside
  const distance = Math.hypot(outside.x - point.x, outside.y - point.y)
  if (distance <= gap) return point
  return {
    x: point.x + ((outside.x - point.x) * gap) / distance,
    y: point.y + ((outside.y - point.y) * gap) / distance,
  }
}

function boundsOf(points: readonly Vector[]): Box {
  return points.reduce<Box>((box, point) => boxUnion(box, boxBetween(point, point)), emptyBox)
}
