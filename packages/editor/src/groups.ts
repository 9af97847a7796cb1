import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import { maxGroups, updateElement } from '@drawbridge/board'

/** Ids of the groups that the element belongs to, outermost first. */
export function groupsOf({ groups }: Element): readonly string[] {
  return groups === '' ? [] : groups.split('/')
}

/** The group that a press on the element takes as a whole; undefined where it takes the element alone. */
export function pressedGroup(element: Element, focused: string): string | undefined {
  const groups = groupsOf(element)
  // What lies outside the group that is entered is pressed from outside.
  return groups[groups.indexOf(focused) + 1]
}

/** All that belongs to a group, bottom first. */
export function groupMembers(board: BoardView, group: string): Element[] {
  // Ids are as long as each other, so that none is a part of another.
  return board.elements.filter(({ groups }) => groups.includes(group))
}

/** What a press on the element takes: its group, or itself. */
export function pressedUnit(board: BoardView, element: Element, focused: string): ElementId[] {
  const group = pressedGroup(element, focused)
  return group === undefined ? [element.id] : groupMembers(board, group).map(({ id }) => id)
}

/** Of elements that were found together, those whose groups were found as a whole. */
export function wholeUnits(board: BoardView, found: readonly Element[], focused: string): Element[] {
  const ids = new Set(found.map(({ id }) => id))
  const whole = new Map<string, boolean>()
  return found.filter((element) => {
    const group = pressedGroup(element, focused)
    if (group === undefined) return true
    let isWhole = whole.get(group)
    if (isWhole === undefined) {
      isWhole = groupMembers(board, group).every(({ id }) => ids.has(id))
      whole.set(group, isWhole)
    }
    return isWhole
  })
}

/** The group around `group`, as one of its members tells; nothing around the outermost. */
export function outerGroup(board: BoardView, group: string): string {
  const [member] = groupMembers(board, group)
  const groups = member ? groupsOf(member) : []
  return groups[groups.indexOf(group) - 1] ?? ''
}

/** Makes a group of the elements, within those groups that all of them are in. Nothing for less than two. */
export function group(elements: readonly Element[], id: string): Operation[] {
  const [first, ...others] = elements
  if (!first || others.length === 0) return []
  let shared = groupsOf(first).length
  for (const other of others) {
    const groups = groupsOf(other)
    const differs = groupsOf(first).findIndex((each, i) => groups[i] !== each)
    if (differs >= 0) shared = Math.min(shared, differs)
  }
  // A group that holds just these already stays the innermost that they share: another one within it would not be seen.
  const paths = elements.map((element) => groupsOf(element).toSpliced(shared, 0, id))
  if (paths.some(({ length }) => length > maxGroups)) return []
  return elements.map((element, i) => updateElement(element.id, { groups: paths[i]?.join('/') ?? '' }))
}

/** Takes the elements out of the groups that a press on them takes. */
export function ungroup(elements: readonly Element[], focused: string): Operation[] {
  return elements.flatMap((element) => {
    const dissolved = pressedGroup(element, focused)
    if (dissolved === undefined) return []
    const groups = groupsOf(element).filter((each) => each !== dissolved)
    return [updateElement(element.id, { groups: groups.join('/') })]
  })
}
