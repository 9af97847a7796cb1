import type { BoardView, Element, ElementChanges, LineElement } from '@drawbridge/board'
import { elementBox, gridForZoom, placed } from '@drawbridge/board'
import type { Vector } from '@drawbridge/geometry'
import { boxCenter, rotate } from '@drawbridge/geometry'

/** Where lines find what they are joined to. */
type Joinable = Pick<BoardView, 'get'>

/** Stretches what is on the board away from a point that stays, along two directions at right angles. */
export interface Scaling {
  /** Where nothing moves. */
  readonly anchor: Vector
  /** How many times as far from the anchor; negative is mirrored. */
  readonly x: number
  readonly y: number
  /** Radians that the directions are turned by. */
  readonly rotation: number
}

/** Turns what is on the board about a point. */
export interface Turn {
  readonly center: Vector
  /** Radians, clockwise. */
  readonly angle: number
}

/** What has to be set on an element that is moved. The empty object for a line that goes where what it joins goes. */
export function moved(element: Element, elements: Joinable, dx: number, dy: number): ElementChanges {
  if (element.type === 'line') return movedLine(element, elements, ({ x, y }) => ({ x: x + dx, y: y + dy }))
  return { x: element.x + dx, y: element.y + dy }
}

/** What has to be set on an element that is stretched. What cannot be sheared keeps its angles. */
export function scaled(element: Element, elements: Joinable, scaling: Scaling): ElementChanges {
  const place = (point: Vector) => scaledPoint(point, scaling)
  if (element.type === 'line') return scaledLine(element, elements, scaling)
  const before = boxCenter(elementBox(element))
  const center = place(before)
  const turned = element.rotation - scaling.rotation
  const [cos, sin] = [Math.cos(turned), Math.sin(turned)]
  const along = Math.hypot(scaling.x * cos, scaling.y * sin)
  const across = Math.hypot(scaling.x * sin, scaling.y * cos)
  const mirrored = scaling.x * scaling.y < 0
  const rotation = mirrored ? scaling.rotation - turned : element.rotation
  const turnedTo = rotation === element.rotation ? {} : { rotation: normalAngle(rotation) }
  if (element.type === 'stroke') {
    const x = scaling.x < 0 ? -along : along
    const y = scaling.y < 0 ? -across : across
    return {
      x: center.x - (before.x - element.x) * x,
      y: center.y - (before.y - element.y) * y,
      scaleX: within(element.scaleX * x),
      scaleY: within(element.scaleY * y),
      ...turnedTo,
    }
  }
  if (element.type === 'page') return {}
  const width = element.width * along
  const height = element.height * across
  const changes = { x: center.x - width / 2, y: center.y - height / 2, width, height, ...turnedTo }
  if (element.type === 'text') return { ...changes, fontSize: element.fontSize * Math.sqrt(along * across) }
  if (element.type !== 'shape' && element.type !== 'image') return changes
  return {
    ...changes,
    ...(scaling.x < 0 ? { flipX: !element.flipX } : {}),
    ...(scaling.y < 0 ? { flipY: !element.flipY } : {}),
  }
}

/** What has to be set on an element that is turned. Frames stay upright, and lines have ends instead of an angle. */
export function turned(element: Element, elements: Joinable, { center, angle }: Turn): ElementChanges {
  if (element.type === 'line') return movedLine(element, elements, (point) => rotate(point, center, angle))
  const before = boxCenter(elementBox(element))
  const after = rotate(before, center, angle)
  const place = { x: element.x + after.x - before.x, y: element.y + after.y - before.y }
  return element.type === 'frame' ? place : { ...place, rotation: normalAngle(element.rotation + angle) }
}

/** The same changes in numbers that say no more than a sixteenth of a pixel at this zoom, so that they are short. */
export function rounded(changes: ElementChanges, zoom: number): ElementChanges {
  const scale = 2 ** gridForZoom(zoom)
  const exact = changes as Readonly<Record<string, unknown>>
  const result: Record<string, unknown> = { ...exact }
  for (const name of ['x', 'y', 'width', 'height', 'dx', 'dy', 'bend']) {
    const value = exact[name]
    if (typeof value === 'number') result[name] = Math.round(value * scale) / scale + 0
  }
  return result
}

function scaledPoint(point: Vector, { anchor, x, y, rotation }: Scaling): Vector {
  const flat = rotate(point, anchor, -rotation)
  return rotate(
    { x: anchor.x + (flat.x - anchor.x) * x, y: anchor.y + (flat.y - anchor.y) * y },
    anchor,
    rotation,
  )
}

/** The ends of a line that is on the board, where they are seen. */
export function lineEnds(line: LineElement, elements: Joinable): { start: Vector; end: Vector } {
  const seen = placed(line, elements)
  const start = { x: seen.x, y: seen.y }
  const end = { x: seen.x + seen.dx, y: seen.y + seen.dy }
  const center = boxCenter(elementBox(seen))
  return { start: rotate(start, center, seen.rotation), end: rotate(end, center, seen.rotation) }
}

/** Which ends of a line are joined to something that is there. */
function boundEnds({ startElement, endElement }: LineElement, elements: Joinable) {
  return {
    start: startElement !== '' && elements.get(startElement) !== undefined,
    end: endElement !== '' && elements.get(endElement) !== undefined,
  }
}

/** What has to be set for the free ends of a line to lie elsewhere. */
function movedLine(line: LineElement, elements: Joinable, move: (point: Vector) => Vector): ElementChanges {
  const bound = boundEnds(line, elements)
  if (bound.start && bound.end) return {}
  const ends = lineEnds(line, elements)
  const start = bound.start ? ends.start : move(ends.start)
  const end = bound.end ? ends.end : move(ends.end)
  return {
    x: start.x,
    y: start.y,
    dx: end.x - start.x,
    dy: end.y - start.y,
    ...(line.rotation === 0 ? {} : { rotation: 0 }),
  }
}

function scaledLine(line: LineElement, elements: Joinable, scaling: Scaling): ElementChanges {
  const changes = movedLine(line, elements, (point) => scaledPoint(point, scaling))
  if (line.bend === 0 || changes.dx === undefined || changes.dy === undefined) return changes
  const length = Math.hypot(line.dx, line.dy)
  const stretched = length === 0 ? 1 : Math.hypot(changes.dx, changes.dy) / length
  const side = line.route === 'curved' && scaling.x * scaling.y < 0 ? -1 : 1
  return { ...changes, bend: line.bend * stretched * side }
}

/** As a board allows it, and never nothing: ink that is flat cannot be pulled open again. */
function within(scale: number): number {
  const size = Math.min(10_000, Math.max(1e-6, Math.abs(scale)))
  return scale < 0 ? -size : size
}

/** The same direction as more than -π and at most π. */
function normalAngle(angle: number): number {
  const turns = Math.ceil((angle - Math.PI) / (2 * Math.PI))
  const normal = angle - turns * 2 * Math.PI
  return Math.abs(normal) < 1e-12 ? 0 : normal
}
