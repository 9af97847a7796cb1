import type { Editor } from '../editor.ts'
import { maxZoom, minZoom } from '../viewport.ts'
import { table } from './action.ts'

export const viewActions = table([
  {
    name: 'actions.zoomIn',
    group: 'view',
    keys: ['ctrl+plus'],
    edits: false,
    available: (editor: Editor) => editor.viewport.zoom < maxZoom,
    run: (editor) => editor.zoomIn(),
  },
  {
    name: 'actions.zoomOut',
    group: 'view',
    keys: ['ctrl+-'],
    edits: false,
    available: (editor) => editor.viewport.zoom > minZoom,
    run: (editor) => editor.zoomOut(),
  },
  {
    name: 'actions.zoomTo100',
    group: 'view',
    keys: ['ctrl+0', 'shift+0'],
    edits: false,
    available: (editor) => editor.viewport.zoom !== 1,
    run: (editor) => editor.zoomTo(1),
  },
  {
    name: 'actions.zoomToFit',
    group: 'view',
    keys: ['shift+1'],
    edits: false,
    available: (editor) => editor.board.elements.length > 0,
    run: (editor) => editor.zoomToFit(),
  },
])
