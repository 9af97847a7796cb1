import type { Element, ImageElement, NoteElement, ShapeElement, TextElement } from '@drawbridge/board'
import { createElement, elementBounds, elementBox, placed } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxCenter, boxesOverlap, boxExpand } from '@drawbridge/geometry'
import type { LineKind } from './tools/line/line-kind.ts'
import { asSeen, lineOf } from './tools/line/line-kind.ts'
import type { ToolContext } from './tools/tool.ts'

/** What arrows are drawn between. */
type Knot = ShapeElement | NoteElement | TextElement | ImageElement

/** Between an element and what is put beside it, in board units. */
const space = 100
/** Between those that are put beside the same element. */
const apart = 40

function isKnot(element: Element): element is Knot {
  return ['shape', 'note', 'text', 'image'].includes(element.type)
}

/** The one element that is selected and can have another put beside it. */
export function branching({ selection, changeable }: ToolContext): Knot | undefined {
  const [element] = changeable
  return selection.size === 1 && element && isKnot(element) ? element : undefined
}

/** The two elements that are selected and can be joined, in the order in which they were selected. */
export function joinable({ board, selection }: ToolContext): readonly [Knot, Knot] | undefined {
  if (selection.size !== 2) return undefined
  const [from, to] = [...selection].map((id) => board.get(id))
  return from && to && isKnot(from) && isKnot(to) ? [from, to] : undefined
}

/** Draws an arrow from the first to the second. */
export function join(context: ToolContext): void {
  const ends = joinable(context)
  if (!ends) return
  const line = asSeen(arrow(context, 'arrow', ends[0], ends[1]), context.board)
  context.submit([createElement(line)])
  context.select([line.id])
}

function arrow(context: ToolContext, kind: LineKind, from: Knot, to: Knot) {
  const made = { ...context.style, ...context.newElement() }
  const middle = { x: 0.5, y: 0.5 }
  return lineOf(
    kind,
    made,
    boxCenter(elementBox(from)),
    boxCenter(elementBox(to)),
    { id: from.id, at: middle },
    { id: to.id, at: middle },
  )
}

/**
 * Puts an element like the selected one beside it, and an arrow to it: where there is something already, further along.
 * @param direction of length 1, along an axis
 */
export function branch(context: ToolContext, direction: Vector): void {
  const from = branching(context)
  if (!from) return
  const { x, y } = freePlace(context, from, direction)
  const empty = { ...context.newElement(), groups: '', link: '', locked: false, rotation: 0, x, y }
  const to: Knot = from.type === 'image' ? { ...from, ...empty } : { ...from, ...empty, text: '' }
  const isAligned = direction.x === 0 ? x === from.x : y === from.y
  const line = arrow(context, isAligned ? 'arrow' : 'elbow', from, to)
  const elements = { get: (id: string) => (id === to.id ? to : context.board.get(id)) }
  const seen = placed(line, elements)
  const { x: lineX, y: lineY, dx, dy } = seen
  context.submit([createElement(to), createElement({ ...line, x: lineX, y: lineY, dx, dy })])
  context.select([to.id])
}

/** Straight on, or else a little further to one side, then to the other. */
function freePlace({ board }: ToolContext, { x, y, width, height, id }: Knot, direction: Vector): Vector {
  const across = direction.x === 0 ? width + apart : height + apart
  const straight = { x: x + direction.x * (width + space), y: y + direction.y * (height + space) }
  const taken = board.elements
    .filter((one) => one.id !== id && one.type !== 'line' && one.type !== 'frame' && one.type !== 'page')
    .map((one) => elementBounds(placed(one, board)))
  for (let i = 0; i <= 2 * taken.length; i++) {
    const aside = Math.ceil(i / 2) * across * (i % 2 === 1 ? 1 : -1)
    const place =
      direction.x === 0 ? { x: straight.x + aside, y: straight.y } : { x: straight.x, y: straight.y + aside }
    const box: Box = { minX: place.x, minY: place.y, maxX: place.x + width, maxY: place.y + height }
    if (!taken.some((other) => boxesOverlap(other, boxExpand(box, apart / 4)))) return place
  }
  return straight
}
