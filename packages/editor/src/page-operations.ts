import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import {
  changeSettings,
  createElement,
  deleteElement,
  elementId,
  elementIdBytes,
  maxTextLength,
  page,
  updateElement,
} from '@drawbridge/board'
import type { RandomBytes } from './identity.ts'
import { indexAmong } from './identity.ts'

/** A page of a board. */
export interface Page {
  /** '' is the first page, which is there without an element. */
  readonly id: ElementId | ''
  /** '' where nobody has given it one. */
  readonly name: string
  /** The key of its place among the pages. */
  readonly index: string
}

/** All pages, in their order; at least one. */
export function pagesOf({ pages, settings }: BoardView): Page[] {
  const first: Page = { id: '', name: settings.firstPageName, index: settings.firstPageIndex }
  const others = pages.map(({ id, text, index }): Page => ({ id, name: text, index }))
  const place = others.findIndex(({ index }) => index > first.index)
  return place < 0 ? [...others, first] : [...others.slice(0, place), first, ...others.slice(place)]
}

/** A page after another. @returns its id and what makes it */
export function addPage(
  board: BoardView,
  after: ElementId | '',
  randomBytes: RandomBytes,
): { id: ElementId; operations: Operation[] } {
  const pages = pagesOf(board)
  const at = pages.findIndex(({ id }) => id === after)
  const index = indexAmong(pages[at]?.index ?? null, pages[at + 1]?.index ?? null, randomBytes)
  const id = elementId(randomBytes(elementIdBytes))
  return { id, operations: [createElement(page({ id, index }))] }
}

export function renamePage(board: BoardView, id: ElementId | '', written: string): Operation[] {
  const name = written.trim().slice(0, maxTextLength).toWellFormed()
  if (pagesOf(board).find((each) => each.id === id)?.name === name) return []
  return [id === '' ? changeSettings({ firstPageName: name }) : updateElement(id, { text: name })]
}

/** Puts a page one place up or down; nothing at the end. */
export function movePage(
  board: BoardView,
  id: ElementId | '',
  direction: 'up' | 'down',
  randomBytes: RandomBytes,
): Operation[] {
  const pages = pagesOf(board)
  const at = pages.findIndex((each) => each.id === id)
  const over = pages[direction === 'up' ? at - 1 : at + 1]
  const beyond = pages[direction === 'up' ? at - 2 : at + 2]
  if (at < 0 || !over) return []
  const [below, above] = direction === 'up' ? [beyond, over] : [over, beyond]
  const index = indexAmong(below?.index ?? null, above?.index ?? null, randomBytes)
  return [id === '' ? changeSettings({ firstPageIndex: index }) : updateElement(id, { index })]
}

/**
 * Deletes a page with all that is on it; the last one stays. The first page has no element that could be deleted: instead
 * the page beside it becomes the first, by losing its own, since what names a page that is gone is on the first.
 */
export function deletePage(board: BoardView, id: ElementId | ''): Operation[] {
  const pages = pagesOf(board)
  const at = pages.findIndex((each) => each.id === id)
  const heir = pages[at + 1] ?? pages[at - 1]
  if (at < 0 || !heir) return []
  const contents = board.page(id).map((element) => deleteElement(element.id))
  if (id !== '') return [...contents, deleteElement(id)]
  return [
    ...contents,
    ...board.page(heir.id).map((element) => updateElement(element.id, { page: '' })),
    changeSettings({ firstPageName: heir.name, firstPageIndex: heir.index }),
    deleteElement(heir.id),
  ]
}

/** Puts elements on another page, with what lies in the frames among them. */
export function moveToPage(
  board: BoardView,
  elements: readonly Element[],
  target: ElementId | '',
): Operation[] {
  const chosen = new Set(elements.map(({ id }) => id))
  const moving = board.elements.filter(({ id, frame }) => chosen.has(id) || chosen.has(frame))
  const moved = new Set(moving.map(({ id }) => id))
  return moving.map(({ id, frame }) =>
    updateElement(id, frame === '' || moved.has(frame) ? { page: target } : { page: target, frame: '' }),
  )
}
