import type { BoardSettings, BoardView, Element, ElementId, PageElement } from '@drawbridge/board'
import { pageOf, paintedBounds, placed } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import { boxUnion, emptyBox } from '@drawbridge/geometry'

/** One page of a board, as if it were all of it: what tools, commands and the renderer work on. */
export class PageView implements BoardView {
  readonly board: BoardView
  readonly id: ElementId | ''

  /** @param id of the page; '' is the first */
  constructor(board: BoardView, id: ElementId | '') {
    this.board = board
    this.id = id
  }

  get revision(): number {
    return this.board.revision
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

  touching(box: Box): readonly Element[] {
    const elements = this.board.touching(box)
    return this.#isAll ? elements : elements.filter(({ id }) => this.get(id))
  }

  isTouched(box: Box): boolean {
    return this.#isAll ? this.board.isTouched(box) : this.touching(box).length > 0
  }

  get extent(): Box {
    if (this.#isAll) return this.board.extent
    return this.elements.reduce(
      (box, element) => boxUnion(box, paintedBounds(placed(element, this))),
      emptyBox,
    )
  }

  get linked(): Iterable<ElementId> {
    return this.board.linked
  }

  /** Almost all boards have one page. */
  get #isAll(): boolean {
    return this.id === '' && this.board.pages.length === 0
  }
}
