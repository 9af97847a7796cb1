import { expect, test } from 'vitest'
import { UnsavedBoards } from './unsaved-boards.ts'

/** A board whose saving is in the test's hand. */
class Board {
  readonly boardId = 'board'
  readonly status: { waiting: number; filesWaiting: number; durable: boolean }
  readonly #saving = Promise.withResolvers<void>()
  closed = false

  constructor(waiting: number, filesWaiting = 0) {
    this.status = { waiting, filesWaiting, durable: false }
  }

  saved(): Promise<void> {
    return this.#saving.promise
  }

  close(): void {
    this.closed = true
  }

  async save(): Promise<void> {
    this.#saving.resolve()
    await this.#saving.promise
  }
}

test('a board on which all is saved is closed at once', () => {
  const board = new Board(0)
  const boards = new UnsavedBoards<Board>()
  boards.leave(board, 'k')
  expect(board.closed).toBe(true)
  expect(boards.ids).toEqual([])
})

test('a board with unsaved work stays open until it is saved', async () => {
  const board = new Board(0, 1)
  const boards = new UnsavedBoards<Board>()
  boards.leave(board, 'k')
  expect([board.closed, boards.ids]).toEqual([false, ['board']])
  await board.save()
  expect([board.closed, boards.ids]).toEqual([true, []])
})

test('whoever comes back with the same key gets the same board, which then stays open', async () => {
  const board = new Board(1)
  const boards = new UnsavedBoards<Board>()
  boards.leave(board, 'k')
  expect(boards.comeBack('board', 'another')).toBeUndefined()
  expect(boards.comeBack('board', 'k')).toBe(board)
  await board.save()
  expect(board.closed).toBe(false)
})
