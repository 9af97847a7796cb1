import type { Editor } from '../editor.ts'
import type { ActionInput } from './action.ts'
import { table } from './action.ts'

export const navigationActions = table([
  {
    name: 'navigation.zoomToSelection',
    group: 'view',
    keys: ['shift+2'],
    edits: false,
    available: (editor: Editor) => editor.selection.size > 0,
    run: (editor) => editor.zoomToSelection(),
  },
  {
    name: 'navigation.backToContent',
    group: 'view',
    keys: [],
    edits: false,
    available: (editor) => editor.isContentAway,
    run: (editor) => editor.zoomToFit(),
  },
])

/** Screen pixels for a press of an arrow, and with Shift. */
const pans = { plain: 60, withShift: 240 }

const directions = [
  { name: 'navigation.panLeft', key: 'arrowleft', dx: 1, dy: 0 },
  { name: 'navigation.panRight', key: 'arrowright', dx: -1, dy: 0 },
  { name: 'navigation.panUp', key: 'arrowup', dx: 0, dy: 1 },
  { name: 'navigation.panDown', key: 'arrowdown', dx: 0, dy: -1 },
] as const

/** Where there is nothing to nudge, arrows move the view. */
export const panActions = table(
  directions.map(({ name, key, dx, dy }) => ({
    name,
    group: 'view' as const,
    keys: [key, `shift+${key}`],
    edits: false,
    available: (editor: Editor) => editor.selection.size === 0 || editor.readOnly,
    run: (editor: Editor, { shift = false }: ActionInput) => {
      const pixels = shift ? pans.withShift : pans.plain
      editor.setViewport(editor.viewport.panBy(dx * pixels, dy * pixels))
    },
  })),
)
