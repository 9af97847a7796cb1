import type { Editor } from '../editor.ts'
import { table } from './action.ts'

/** How the tools for ink behave: switches of a person's own. */
export const inkActions = table([
  {
    name: 'ink.eraseParts',
    group: 'tools',
    keys: [],
    edits: true,
    available: () => true,
    checked: (editor: Editor) => editor.options.eraserMode === 'partial',
    run: (editor) =>
      editor.setOptions({ eraserMode: editor.options.eraserMode === 'partial' ? 'whole' : 'partial' }),
  },
  {
    name: 'ink.pressure',
    group: 'tools',
    keys: [],
    edits: true,
    available: () => true,
    checked: (editor) => editor.options.pressure,
    run: (editor) => editor.setOptions({ pressure: !editor.options.pressure }),
  },
  {
    name: 'ink.holdToShape',
    group: 'tools',
    keys: [],
    edits: true,
    available: () => true,
    checked: (editor) => editor.options.holdToShape,
    run: (editor) => editor.setOptions({ holdToShape: !editor.options.holdToShape }),
  },
  {
    name: 'ink.penMode',
    group: 'tools',
    keys: [],
    edits: true,
    available: () => true,
    checked: (editor) => editor.options.penMode,
    run: (editor) => editor.setOptions({ penMode: !editor.options.penMode }),
  },
])
