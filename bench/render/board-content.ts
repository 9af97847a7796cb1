import type { Board, Element, ElementId, Operation } from '@drawbridge/board'
import { changeSettings, createElement, elementBounds, placed } from '@drawbridge/board'
import { inkSheet, sheetElements, sheetSize, windowSize } from './ink-sheet.ts'

/** What a board is filled with, and where it is looked at. */
export interface BoardContent {
  /** Of the elements. */
  readonly count: number
  /** What makes it out of an empty board. */
  operations(): Iterable<Operation>
  /** The page that is shown, and the board point in the window's corner there. */
  readonly page: ElementId | ''
  readonly corner: { readonly x: number; readonly y: number }
  /** The id of what lies at the bottom of that page: where it is tells whether all of it has moved. */
  readonly bottom: ElementId
  /** The paint order key of what is on top of everything. */
  readonly top: string | null
}

const cornerAround = (x: number, y: number) => ({ x: x - windowSize.width / 2, y: y - windowSize.height / 2 })

/** A seeded sheet of ink, seen in its middle. */
export function contentOfSheet(count: number): BoardContent {
  const { width, height } = sheetSize(count)
  let top: string | null = null
  for (const { index } of sheetElements(inkSheet(count))) top = index
  return {
    count,
    *operations() {
      for (const element of sheetElements(inkSheet(count))) yield createElement(element)
    },
    page: '',
    corner: cornerAround(width / 2, height / 2),
    bottom: [...sheetElements(inkSheet(1))][0]?.id ?? '',
    top,
  }
}

/**
 * A board that there is already, at its fullest page: in the middle of what is there, or where something is seen that is
 * nearest to it.
 */
export function contentOfBoard(board: Board): BoardContent {
  const pages = ['', ...board.pages.map(({ id }) => id)]
  const page = pages.reduce((fullest, id) =>
    board.page(id).length > board.page(fullest).length ? id : fullest,
  )
  const [bottom] = board.page(page)
  if (!bottom) throw new Error('there is nothing on the board')
  return {
    count: board.elements.length,
    *operations() {
      yield changeSettings(board.settings)
      for (const element of board.elements) yield createElement(element)
    },
    page,
    corner: cornerOf(board.page(page).map((element) => placed(element, board))),
    bottom: bottom.id,
    top: board.elements.at(-1)?.index ?? null,
  }
}

function cornerOf(elements: readonly Element[]): { readonly x: number; readonly y: number } {
  const boxes = elements.map(elementBounds).filter(({ minX, maxX }) => minX <= maxX)
  const ends = boxes.reduce((all, { minX, minY, maxX, maxY }) => ({
    minX: Math.min(all.minX, minX),
    minY: Math.min(all.minY, minY),
    maxX: Math.max(all.maxX, maxX),
    maxY: Math.max(all.maxY, maxY),
  }))
  const [x, y] = [(ends.minX + ends.maxX) / 2, (ends.minY + ends.maxY) / 2]
  // How far the middle of an element is from that of all.
  const away = ({ minX, minY, maxX, maxY }: (typeof boxes)[number]) => ({
    x: (minX + maxX) / 2 - x,
    y: (minY + maxY) / 2 - y,
  })
  const isInView = (at: { x: number; y: number }) =>
    Math.abs(at.x) < windowSize.width / 2 && Math.abs(at.y) < windowSize.height / 2
  const [nearest = { x: 0, y: 0 }] = boxes
    .map(away)
    .toSorted((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y))
  return isInView(nearest) ? cornerAround(x, y) : cornerAround(x + nearest.x, y + nearest.y)
}
