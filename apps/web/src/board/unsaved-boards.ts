import type { BoardClient } from '@drawbridge/client'
import { createSubscriber } from 'svelte/reactivity'

/** What has to be known of a board to leave it; a `BoardClient` has it. */
interface Leavable {
  readonly boardId: string
  readonly status: { readonly waiting: number; readonly filesWaiting: number; readonly durable: boolean }
  saved(): Promise<void>
  close(): void
}

interface Left<Board> {
  readonly board: Board
  readonly key: string
}

/**
 * Boards that a person has left while work on them was not saved. They stay connected until it is, so that going home,
 * or back in the browser, loses nothing, even where the browser can store nothing.
 */
export class UnsavedBoards<Board extends Leavable> {
  readonly #left = new Set<Left<Board>>()
  #changed = () => {}
  readonly #follow = createSubscriber((update) => {
    this.#changed = update
    return () => {
      this.#changed = () => {}
    }
  })

  /** Their ids; components that read it follow it. */
  get ids(): readonly string[] {
    this.#follow()
    return [...this.#left].map(({ board }) => board.boardId)
  }

  /** Those of them whose work would be lost with this tab. */
  get idsInTabOnly(): readonly string[] {
    this.#follow()
    return [...this.#left].filter(({ board }) => !board.status.durable).map(({ board }) => board.boardId)
  }

  /** Closes the board, now or once everything on it is saved. @param key the one that opened it */
  leave(board: Board, key: string): void {
    const { waiting, filesWaiting } = board.status
    if (waiting + filesWaiting === 0) {
      board.close()
      return
    }
    const left = { board, key }
    this.#left.add(left)
    this.#changed()
    board.saved().then(
      // Whoever has come back to it meanwhile still needs it.
      () => {
        if (this.#forget(left)) board.close()
      },
      () => void this.#forget(left),
    )
  }

  /** The board, unsaved work and undo history included, if it was left with this key and is not saved yet. */
  comeBack(boardId: string, key: string): Board | undefined {
    for (const left of this.#left) {
      if (left.board.boardId !== boardId || left.key !== key) continue
      this.#forget(left)
      return left.board
    }
    return undefined
  }

  #forget(left: Left<Board>): boolean {
    const known = this.#left.delete(left)
    this.#changed()
    return known
  }
}

export const unsavedBoards = new UnsavedBoards<BoardClient>()
