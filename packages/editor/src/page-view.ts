import type { BoardSettings, BoardView, Element, ElementId, PageElement } from '@drawbridge/board'
import { pageOf } from '@drawbridge/board'

/** One page of a board, as if it were all of it: what tools, commands and the renderer work on. */
export class PageView implements BoardView {
  readonly board: BoardView
  readonly id: ElementId | ''

  /** @param id of the page; '' is the first */
  constructor(board: BoardView, id: ElementId | '') {
    this.board = board
    this.id = id
  }

  get elements(): readonly Element[] {
    return this.board.page(this.id)
  }

  get settings(): BoardSettings {
    return this.board.settings
  }

  get pages(): readonly PageElement[] {
    return this.board.pages
  }

  get(id: ElementId): Element | undefined {
    const element = this.board.get(id)
    return element && element.type !== 'page' && pageOf(element, this.board) === this.id ? element : undefined
  }

  page(id: ElementId | ''): readonly Element[] {
    return this.board.page(id)
  }

  linesBoundTo(id: ElementId): Iterable<ElementId> {
    return this.board.linesBoundTo(id)
  }
}
