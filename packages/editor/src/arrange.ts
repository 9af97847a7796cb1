import type { BoardView, Element, Operation } from '@drawbridge/board'
import { elementBox, placed, updateElement } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxCenter, boxUnion, emptyBox, isEmptyBox, rotatedBounds } from '@drawbridge/geometry'
import { withContents } from './frames.ts'
import { pressedGroup } from './groups.ts'
import { moveAll } from './selection-operations.ts'
import { scaled } from './transform.ts'

export type Axis = 'x' | 'y'
/** Which part of boxes is brought into line: the left or upper edge, the middle, the right or lower edge. */
export type Part = 'start' | 'middle' | 'end'

/** What is arranged as one: a group, or an element. */
interface Unit {
  readonly elements: readonly Element[]
  readonly box: Box
}

/** The outlines of elements together, line widths not included; the empty box for none. */
export function outlineBox(elements: readonly Element[], board: Pick<BoardView, 'get'>): Box {
  return elements.reduce<Box>((box, element) => {
    const seen = placed(element, board)
    return boxUnion(box, rotatedBounds(elementBox(seen), seen.rotation))
  }, emptyBox)
}

/** Lines between elements are left to those. */
function unitsOf(elements: readonly Element[], board: BoardView, focusedGroup: string): Unit[] {
  const units = new Map<string, Element[]>()
  for (const element of elements) {
    if (element.type === 'line' && element.startElement !== '' && element.endElement !== '') continue
    const key = pressedGroup(element, focusedGroup) ?? element.id
    const unit = units.get(key)
    if (unit) unit.push(element)
    else units.set(key, [element])
  }
  return [...units.values()]
    .map((members) => ({ elements: members, box: outlineBox(members, board) }))
    .filter(({ box }) => !isEmptyBox(box))
}

const startOf = (box: Box, axis: Axis) => (axis === 'x' ? box.minX : box.minY)
const endOf = (box: Box, axis: Axis) => (axis === 'x' ? box.maxX : box.maxY)

function place(box: Box, axis: Axis, part: Part): number {
  if (part === 'start') return startOf(box, axis)
  return part === 'end' ? endOf(box, axis) : boxCenter(box)[axis]
}

function shift(unit: Unit, board: BoardView, axis: Axis, by: number): Operation[] {
  if (Math.abs(by) < 1e-9) return []
  return moveAll(unit.elements, board, axis === 'x' ? by : 0, axis === 'y' ? by : 0)
}

/** Brings the same part of all boxes to where it is of their common one. Nothing for a single unit. */
export function align(
  elements: readonly Element[],
  board: BoardView,
  focusedGroup: string,
  axis: Axis,
  part: Part,
): Operation[] {
  const units = unitsOf(elements, board, focusedGroup)
  if (units.length < 2) return []
  const target = place(units.map(({ box }) => box).reduce(boxUnion), axis, part)
  return units.flatMap((unit) => shift(unit, board, axis, target - place(unit.box, axis, part)))
}

/** Makes the gaps between boxes equal; the outermost two stay. Nothing for less than three units. */
export function distribute(
  elements: readonly Element[],
  board: BoardView,
  focusedGroup: string,
  axis: Axis,
): Operation[] {
  const units = unitsOf(elements, board, focusedGroup).sort(
    (a, b) => place(a.box, axis, 'middle') - place(b.box, axis, 'middle'),
  )
  const [first] = units
  const last = units.at(-1)
  if (!first || !last || units.length < 3) return []
  const taken = units.reduce((sum, { box }) => sum + endOf(box, axis) - startOf(box, axis), 0)
  const gap = (endOf(last.box, axis) - startOf(first.box, axis) - taken) / (units.length - 1)
  let at = startOf(first.box, axis)
  return units.flatMap((unit) => {
    const by = at - startOf(unit.box, axis)
    at += endOf(unit.box, axis) - startOf(unit.box, axis) + gap
    return shift(unit, board, axis, by)
  })
}

/** Mirrors all of it about the middle of the common box. @param axis along which left and right, or up and down, change places */
export function flip(elements: readonly Element[], board: BoardView, axis: Axis): Operation[] {
  const box = outlineBox(elements, board)
  if (isEmptyBox(box)) return []
  const scaling = { anchor: boxCenter(box), x: axis === 'x' ? -1 : 1, y: axis === 'y' ? -1 : 1, rotation: 0 }
  return withContents(elements, board).flatMap((element) => {
    const changes = scaled(element, board, scaling)
    return Object.keys(changes).length > 0 ? [updateElement(element.id, changes)] : []
  })
}
