import { load, store } from '../storage.ts'

/** A place on a board: what is in the screen's top left corner, how large, and on which page. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly zoom: number
  /** '' is the first page. */
  readonly page: string
}

interface RememberedPlace extends Place {
  readonly boardId: string
}

const most = 100

function isRemembered(value: unknown): value is RememberedPlace {
  const place = value as Partial<RememberedPlace> | null
  return (
    typeof place === 'object' &&
    place !== null &&
    typeof place.boardId === 'string' &&
    typeof place.page === 'string' &&
    [place.x, place.y, place.zoom].every(Number.isFinite)
  )
}

/** The list with a place put first, and any other of the same board taken out. */
export function withPlace(places: readonly RememberedPlace[], place: RememberedPlace): RememberedPlace[] {
  return [place, ...places.filter(({ boardId }) => boardId !== place.boardId)].slice(0, most)
}

function places(): RememberedPlace[] {
  const stored = load('views')
  return Array.isArray(stored) ? stored.filter(isRemembered) : []
}

/** Where this device last was on the board. */
export function rememberedPlace(boardId: string): Place | undefined {
  return places().find((place) => place.boardId === boardId)
}

export function rememberPlace(boardId: string, { x, y, zoom, page }: Place): void {
  store('views', withPlace(places(), { boardId, x, y, zoom, page }))
}
