import type { Role } from '@drawbridge/client'
import { load, store } from '../storage.ts'

/** A board that this device has opened. */
export interface RecentBoard {
  readonly id: string
  readonly title: string
  readonly role: Role
  /** The key that opened it. */
  readonly key: string
  /** Keys that may be given to others, by role; only whoever made the board has them. */
  readonly keys?: Readonly<Partial<Record<Role, string>>>
  /** Milliseconds since 1970. */
  readonly openedAt: number
}

const most = 50

function isRecentBoard(value: unknown): value is RecentBoard {
  const board = value as Partial<RecentBoard> | null
  return (
    typeof board === 'object' &&
    board !== null &&
    typeof board.id === 'string' &&
    typeof board.title === 'string' &&
    typeof board.key === 'string' &&
    typeof board.openedAt === 'number' &&
    (board.role === 'owner' || board.role === 'editor' || board.role === 'viewer')
  )
}

/** The list with a board put first. Keys that are known stay known, and so does a title that is not there yet. */
export function withBoard(boards: readonly RecentBoard[], board: RecentBoard): RecentBoard[] {
  const known = boards.find(({ id }) => id === board.id)
  const keys = { ...known?.keys, ...board.keys }
  const titled = { ...board, title: board.title || (known?.title ?? '') }
  const merged = Object.keys(keys).length > 0 ? { ...titled, keys } : titled
  return [merged, ...boards.filter(({ id }) => id !== board.id)].slice(0, most)
}

export function recentBoards(): RecentBoard[] {
  const stored = load('boards')
  return Array.isArray(stored) ? stored.filter(isRecentBoard) : []
}

export function rememberBoard(board: RecentBoard): void {
  store('boards', withBoard(recentBoards(), board))
}

export function forgetBoard(id: string): void {
  store(
    'boards',
    recentBoards().filter((board) => board.id !== id),
  )
}
