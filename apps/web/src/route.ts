import type { Place } from './board/remembered-views.ts'

/** Where on a board a link leads. */
export type Target =
  { readonly kind: 'view'; readonly place: Place } | { readonly kind: 'element'; readonly id: string }

/** Where the page is. A board's key stays in the fragment, which browsers do not send. */
export type Route =
  | { readonly page: 'home' }
  /** No address of ours. */
  | { readonly page: 'unknown' }
  | {
      readonly page: 'board'
      readonly boardId: string
      readonly key: string
      readonly target?: Target | undefined
    }

const boardPath = /^\/b\/([\w-]{4,32})\/?$/

export function routeOf(location: { readonly pathname: string; readonly hash: string }): Route {
  const boardId = boardPath.exec(location.pathname)?.[1]
  if (boardId === undefined) return { page: location.pathname === '/' ? 'home' : 'unknown' }
  const [key = '', ...rest] = location.hash.slice(1).split('&')
  const target = targetOf(new URLSearchParams(rest.join('&')))
  return { page: 'board', boardId, key, ...(target && { target }) }
}

function targetOf(parameters: URLSearchParams): Target | undefined {
  const id = parameters.get('element')
  if (id) return { kind: 'element', id }
  const numbers = parameters.get('view')?.split(',').map(Number) ?? []
  const [x, y, zoom] = numbers
  if (x === undefined || y === undefined || zoom === undefined || !numbers.every(Number.isFinite))
    return undefined
  return { kind: 'view', place: { x, y, zoom, page: parameters.get('page') ?? '' } }
}

const short = (value: number) => Number(value.toFixed(3))

/** @param target where on the board the link leads */
export function boardPathOf(boardId: string, key: string, target?: Target): string {
  const path = `/b/${boardId}#${key}`
  if (!target) return path
  if (target.kind === 'element') return `${path}&element=${target.id}`
  const { x, y, zoom, page } = target.place
  return `${path}&view=${[x, y, zoom].map(short).join()}${page === '' ? '' : `&page=${page}`}`
}

/** The board that a pasted link leads to; undefined when it is not a board link. */
export function parseLink(
  text: string,
): { boardId: string; key: string; target?: Target | undefined } | undefined {
  let url: URL
  try {
    url = new URL(text.trim(), 'http://localhost')
  } catch {
    // URL has no other way to say that a text is none.
    return undefined
  }
  const route = routeOf(url)
  if (route.page !== 'board' || route.key === '') return undefined
  const { boardId, key, target } = route
  return { boardId, key, ...(target && { target }) }
}
