import type { BoardView, ElementId } from '@drawbridge/board'
import { PageView } from './page-view.ts'
import { readingOrder } from './reading-order.ts'

/** Capitals and accents do not matter to whoever looks for something. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
}

/** Ids of the elements of all pages whose words have the text in them, page by page as one reads. */
export function findText(board: BoardView, text: string): readonly ElementId[] {
  const wanted = plain(text.trim())
  if (wanted === '') return []
  return ['', ...board.pages.map(({ id }) => id)].flatMap((page) =>
    readingOrder(new PageView(board, page)).flatMap((element) =>
      'text' in element && plain(element.text).includes(wanted) ? [element.id] : [],
    ),
  )
}
