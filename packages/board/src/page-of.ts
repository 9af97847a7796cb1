import type { Element } from './element.ts'
import type { ElementId } from './id.ts'

/**
 * The page that an element is on: the one that it names, or the first (`''`) where there is no such page (any more). So
 * what somebody draws on a page that another deletes meanwhile is not lost.
 */
export function pageOf(
  { page }: Element,
  board: { get(id: ElementId): Element | undefined },
): ElementId | '' {
  return page !== '' && board.get(page)?.type === 'page' ? page : ''
}
