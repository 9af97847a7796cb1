/** Boards that are written to at the same time and told in few words; what is beyond costs some bytes more. */
const most = 20_000

/** Something that is kept for the boards that were used last, and made anew for others. */
export class RecentBoards<State> {
  readonly #boards = new Map<string, State>()
  readonly #make: () => State

  constructor(make: () => State) {
    this.#make = make
  }

  of(board: string): State {
    const state = this.#boards.get(board) ?? this.#make()
    // The newest is last.
    this.#boards.delete(board)
    this.#boards.set(board, state)
    for (const oldest of this.#boards.keys()) {
      if (this.#boards.size <= most) break
      this.#boards.delete(oldest)
    }
    return state
  }

  forget(board: string): void {
    this.#boards.delete(board)
  }

  clear(): void {
    this.#boards.clear()
  }
}
