import { createElement, text } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { clipboardText, elementsOfClipboard, pasted } from './clipboard.ts'
import type { Editor } from './editor.ts'
import { withContents } from './frames.ts'
import { onTop, topOf } from './identity.ts'
import { boardText } from './text-editing.ts'

/** What is selected, with what lies in frames of it, as text for `paste`; empty for nothing. */
export function copySelection({ selected, board }: Editor): string {
  const elements = withContents(selected, board)
  return elements.length === 0 ? '' : clipboardText(elements, board)
}

/**
 * Puts copies of what was copied on the page and selects them.
 * @param at where their middle goes; where they were if left out
 * @returns whether the text is of elements at all
 */
export function paste(editor: Editor, copied: string, at?: BoardPoint): boolean {
  const elements = elementsOfClipboard(copied)
  if (!elements || editor.readOnly) return elements !== undefined
  const { board, randomBytes } = editor
  const created = pasted(elements, at, { below: topOf(board), page: editor.pages.current, randomBytes })
  editor.setTool('select')
  editor.submit(created)
  editor.select(created.map(({ element }) => element.id))
  return true
}

/** Puts words on the page and selects them. */
export function insertText(editor: Editor, words: string, at: BoardPoint): void {
  if (editor.readOnly || words.trim() === '') return
  const { board, randomBytes, style } = editor
  const content = boardText(words)
  const { width, height } = editor.measureText(content, style)
  const made = onTop(topOf(board), randomBytes, editor.pages.current)
  const place = { x: Math.round(at.x - width / 2), y: Math.round(at.y - height / 2) }
  const element = text({
    ...style,
    align: 'start',
    ...made,
    at: place,
    text: content,
    width,
    height,
  })
  editor.setTool('select')
  editor.submit([createElement(element)])
  editor.select([made.id])
}
