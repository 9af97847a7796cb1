import type { BoardView, Element } from '@drawbridge/board'
import { comparePaintOrder, elementBounds, maxLinkLength, placed, propertyKinds } from '@drawbridge/board'
import type { Box, Vector } from '@drawbridge/geometry'
import { boxesOverlap, distance, isEmptyBox } from '@drawbridge/geometry'

/** Screen pixels from the middle of a badge to its edge; a press may miss it by a little. */
const badgeRadius = 9
const sloppiness = 4
/** Screen pixels from a corner to the middle of its badge, in each direction. */
const away = 16

/** What shows that an element leads somewhere. */
export interface LinkBadge {
  /** Its middle, in board units. */
  readonly at: Vector
  readonly link: string
}

/** Beside the upper right corner of what the element covers, where no handle is. */
function badgeOf(element: Element, board: BoardView, zoom: number): LinkBadge | undefined {
  const bounds = elementBounds(placed(element, board))
  if (isEmptyBox(bounds)) return undefined
  return {
    at: { x: bounds.maxX + away / zoom, y: bounds.minY - away / zoom },
    link: element.link,
  }
}

/** The badges of elements in a part of the board. */
export function linkBadges(board: BoardView, visible: Box, zoom: number): readonly LinkBadge[] {
  const badges: LinkBadge[] = []
  for (const id of board.linked) {
    const element = board.get(id)
    const badge =
      element && boxesOverlap(elementBounds(placed(element, board)), visible) && badgeOf(element, board, zoom)
    if (badge) badges.push(badge)
  }
  return badges
}

/** The topmost badge at a point. */
export function linkAt(board: BoardView, point: Vector, zoom: number): string | undefined {
  const reach = (badgeRadius + sloppiness) / zoom
  let topmost: Element | undefined
  for (const id of board.linked) {
    const element = board.get(id)
    if (!element || (topmost && comparePaintOrder(element, topmost) < 0)) continue
    const badge = badgeOf(element, board, zoom)
    if (badge && distance(badge.at, point) <= reach) topmost = element
  }
  return topmost?.link
}

/** What a person means by an address, as a board may hold it; undefined where it is none. */
export function normalLink(written: string): string | undefined {
  const address = written.trim()
  if (address === '' || address.length > maxLinkLength) return undefined
  // As people write it, and as mail programs do.
  const complete = /^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(address)
    ? `mailto:${address}`
    : /^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(address)
      ? `https://${address}`
      : address
  return propertyKinds.link.accepts(complete) ? complete : undefined
}
