import type { Editor } from '../editor.ts'
import { table } from './action.ts'

/** Carries the looks of one element to others. */
export const styleActions = table([
  {
    name: 'arrange.copyStyle',
    group: 'style',
    keys: ['ctrl+alt+c'],
    edits: false,
    available: (editor: Editor) => editor.selection.size > 0,
    run: (editor) => editor.copyStyle(),
  },
  {
    name: 'arrange.pasteStyle',
    group: 'style',
    keys: ['ctrl+alt+v'],
    edits: true,
    available: (editor) => editor.changeable.length > 0 && editor.hasCopiedStyle,
    run: (editor) => editor.pasteStyle(),
  },
])
