/** Where the page is. A board's key stays in the fragment, which browsers do not send. */
export type Route =
  { readonly page: 'home' } | { readonly page: 'board'; readonly boardId: string; readonly key: string }

const boardPath = /^\/b\/([\w-]{4,32})\/?$/

export function routeOf(location: { readonly pathname: string; readonly hash: string }): Route {
  const boardId = boardPath.exec(location.pathname)?.[1]
  return boardId === undefined ? { page: 'home' } : { page: 'board', boardId, key: location.hash.slice(1) }
}

export function boardPathOf(boardId: string, key: string): string {
  return `/b/${boardId}#${key}`
}

/** The board that a pasted link leads to; undefined when it is not a board link. */
export function parseLink(text: string): { boardId: string; key: string } | undefined {
  let url: URL
  try {
    url = new URL(text.trim(), 'http://localhost')
  } catch {
    // URL has no other way to say that a text is none.
    return undefined
  }
  const route = routeOf(url)
  return route.page === 'board' && route.key !== '' ? { boardId: route.boardId, key: route.key } : undefined
}
