import type { BoardClient } from '@drawbridge/client'
import type { Editor } from '@drawbridge/editor'
import { Viewport } from '@drawbridge/editor'
import type { Target } from '../route.ts'
import { quietly } from './quietly.ts'
import type { Place } from './remembered-views.ts'
import { rememberedPlace, rememberPlace } from './remembered-views.ts'

export function placeOf({ viewport: { x, y, zoom }, pages }: Editor): Place {
  return { x, y, zoom, page: pages.current }
}

function goToPlace(editor: Editor, { x, y, zoom, page }: Place): void {
  editor.show(new Viewport(x, y, zoom), page)
}

/** Goes to where this device last was on the board, and from then on remembers; until what it returns is called. */
export function keepPlace({ boardId }: BoardClient, editor: Editor): () => void {
  const place = rememberedPlace(boardId)
  if (place) goToPlace(editor, place)
  const keep = () => rememberPlace(boardId, placeOf(editor))
  const { soon, stop } = quietly(keep, 1000)
  const stops = [editor.on('change', soon), stop, () => removeEventListener('pagehide', keep)]
  addEventListener('pagehide', keep)
  return () => {
    keep()
    for (const each of stops) each()
  }
}

/**
 * Goes where a link leads. An element may come later than the page: it is waited for until the board is up to date.
 * @param gone is told when the element is not on the board
 * @returns what ends the waiting
 */
export function goToTarget(board: BoardClient, editor: Editor, target: Target, gone: () => void): () => void {
  if (target.kind === 'view') {
    goToPlace(editor, target.place)
    return () => {}
  }
  const { id } = target
  let stops: (() => void)[] = []
  const end = () => {
    for (const stop of stops) stop()
    stops = []
  }
  const look = () => {
    if (board.get(id)) {
      end()
      editor.goTo(id)
    } else if (board.status.connection === 'live') {
      end()
      gone()
    }
  }
  stops = [board.on('change', look), board.on('status', look)]
  look()
  return end
}
