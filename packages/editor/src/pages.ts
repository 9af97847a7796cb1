import type { BoardView, ElementId } from '@drawbridge/board'
import type { Page } from './page-operations.ts'
import { addPage, deletePage, movePage, moveToPage, pagesOf, renamePage } from './page-operations.ts'
import type { Workspace } from './workspace.ts'

/** The pages of the board, and which one is worked on. */
export class Pages {
  readonly #work: Workspace
  readonly #switching: (body: () => void) => void

  /** @param switching runs what changes the page, with the hand put to rest before */
  constructor(work: Workspace, switching: (body: () => void) => void) {
    this.#work = work
    this.#switching = switching
  }

  /** In their order; at least one. */
  get list(): readonly Page[] {
    return pagesOf(this.#whole)
  }

  /** The page that is worked on; when another deletes it, the first. */
  get current(): ElementId | '' {
    return this.#work.page
  }

  /** Nothing where there is no such page. */
  show(id: ElementId | ''): void {
    if (id === this.current || !this.list.some((page) => page.id === id)) return
    this.#switching(() => this.#work.showPage(id))
  }

  /** The page after (or before) the current one; undefined at the end. */
  neighbour(direction: 'next' | 'previous'): Page | undefined {
    const { list } = this
    const at = list.findIndex(({ id }) => id === this.current)
    return list[direction === 'next' ? at + 1 : at - 1]
  }

  /** Adds a page after the current one and shows it. */
  add(): void {
    if (this.#work.readOnly) return
    const { id, operations } = addPage(this.#whole, this.current, this.#work.host.randomBytes)
    this.#switching(() => {
      this.#work.submit(operations)
      this.#work.showPage(id)
    })
  }

  rename(id: ElementId | '', name: string): void {
    this.#switching(() => this.#work.submit(renamePage(this.#whole, id, name)))
  }

  move(id: ElementId | '', direction: 'up' | 'down'): void {
    const operations = movePage(this.#whole, id, direction, this.#work.host.randomBytes)
    this.#switching(() => this.#work.submit(operations))
  }

  /** With all that is on it, as one undo step; the last page stays. */
  remove(id: ElementId | ''): void {
    if (this.#work.readOnly) return
    const { list } = this
    const at = list.findIndex((page) => page.id === id)
    const heir = list[at + 1] ?? list[at - 1]
    this.#switching(() => {
      const isShown = id === this.current
      this.#work.submit(deletePage(this.#whole, id))
      // The heir of the first page is the first page now.
      if (isShown && heir) this.#work.showPage(id === '' ? '' : heir.id)
    })
  }

  /** Puts the selection on another page, and goes there with it. */
  takeSelectionTo(id: ElementId | ''): void {
    if (this.#work.readOnly || id === this.current || !this.list.some((page) => page.id === id)) return
    this.#switching(() => {
      const { board, selected, viewport } = this.#work
      this.#work.submit(moveToPage(board, selected, id))
      this.#work.showPage(id)
      this.#work.setViewport(viewport)
      this.#work.select(selected.map((element) => element.id))
    })
  }

  get #whole(): BoardView {
    return this.#work.host.board()
  }
}
