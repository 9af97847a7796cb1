import { readingOrder } from '@drawbridge/editor'
import { t } from '../i18n/i18n.ts'
import type { BoardState } from './board-state.svelte.ts'
import { elementName } from './element-name.ts'

/**
 * Tab on the board goes from element to element as one reads; after the last one (with Shift, before the first) it leaves
 * the board, as everywhere.
 * @returns whether the key is used up
 */
export function walkWithTab({ editor, announcer }: BoardState, event: KeyboardEvent): boolean {
  if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) return false
  if (editor.editingText || editor.toolState !== 'idle') return false
  if (!editor.selectNeighbour(event.shiftKey ? 'previous' : 'next')) return false
  event.preventDefault()
  const ordered = readingOrder(editor.board)
  const position = ordered.findIndex(({ id }) => editor.selection.has(id))
  const element = ordered[position]
  if (element) {
    const what = elementName(element, editor.board)
    announcer.say(t('a11y.position', { what, position: position + 1, count: ordered.length }))
  }
  return true
}
