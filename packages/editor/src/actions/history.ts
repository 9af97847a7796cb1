import type { Editor } from '../editor.ts'
import { table } from './action.ts'

export const historyActions = table([
  {
    name: 'actions.undo',
    group: 'edit',
    keys: ['ctrl+z'],
    edits: true,
    available: (editor: Editor) => editor.canUndo,
    run: (editor) => editor.undo(),
  },
  {
    name: 'actions.redo',
    group: 'edit',
    keys: ['ctrl+shift+z', 'ctrl+y'],
    edits: true,
    available: (editor) => editor.canRedo,
    run: (editor) => editor.redo(),
  },
])
