import type { BoardView, Element, ElementId, LineElement } from '@drawbridge/board'
import { bindingAt, canBind, elementBounds, elementOutline } from '@drawbridge/board'
import type { BoardPoint, Vector } from '@drawbridge/geometry'
import {
  boxBetween,
  boxContainsPoint,
  boxExpand,
  distanceToPolyline,
  nearestOnPolyline,
  polygonContains,
} from '@drawbridge/geometry'

export type LineEnd = 'start' | 'end'

/** What an end of a line is joined to, and where on its box. */
export interface Binding {
  readonly id: ElementId
  /** Fractions of the element's box before it is turned. */
  readonly at: Vector
}

/** Whoever points about at the middle means the middle; in fractions of the box, to each side. */
const middle = 0.2

/**
 * What a line that ends at the point would be joined to: the topmost element that is under it, or whose outline is
 * within `reach` board units. Frames are joined by their edge only, since what lies in them is meant otherwise.
 */
export function bindingFor(
  board: BoardView,
  point: BoardPoint,
  reach: number,
  except: ElementId | '' = '',
): Binding | undefined {
  const element = board
    .touching(boxExpand(boxBetween(point, point), reach))
    .findLast((one) => one.id !== except && isNear(one, point, reach))
  return element && { id: element.id, at: anchorIn(element, point) }
}

function isNear(element: Element, point: BoardPoint, reach: number): boolean {
  if (element.type === 'stroke' || !canBind(element)) return false
  if (!boxContainsPoint(boxExpand(elementBounds(element), reach), point)) return false
  const outline = elementOutline(element)
  if (element.type !== 'frame' && polygonContains(outline, point)) return true
  return distanceToPolyline(outline, point, true) <= reach
}

function anchorIn(element: Element, point: BoardPoint): Vector {
  const outline = elementOutline(element)
  if (!polygonContains(outline, point)) return bindingAt(element, nearestOnPolyline(outline, point, true))
  const { x, y } = bindingAt(element, point)
  const meansMiddle = Math.abs(x - 0.5) <= middle && Math.abs(y - 0.5) <= middle
  return meansMiddle ? { x: 0.5, y: 0.5 } : { x, y }
}

type EndChanges = Partial<
  Pick<LineElement, 'startElement' | 'startX' | 'startY' | 'endElement' | 'endX' | 'endY'>
>

/** The properties that join an end, or, without binding, take it off. */
export function joinEnd(end: LineEnd, binding: Binding | undefined): EndChanges {
  const { id, at } = binding ?? { id: '', at: { x: 0.5, y: 0.5 } }
  return end === 'start'
    ? { startElement: id, startX: at.x, startY: at.y }
    : { endElement: id, endX: at.x, endY: at.y }
}
