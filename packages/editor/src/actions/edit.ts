import type { Editor } from '../editor.ts'
import { gridStep } from '../snapper.ts'
import type { ActionInput } from './action.ts'
import { table } from './action.ts'

const hasSelection = (editor: Editor) => editor.selection.size > 0

export const editActions = table([
  {
    name: 'actions.duplicate',
    group: 'edit',
    keys: ['ctrl+d'],
    edits: true,
    available: hasSelection,
    run: (editor: Editor) => editor.duplicateSelection(),
  },
  {
    name: 'actions.delete',
    group: 'edit',
    keys: ['delete', 'backspace'],
    edits: true,
    available: hasSelection,
    run: (editor) => editor.deleteSelection(),
  },
  {
    name: 'actions.selectAll',
    group: 'select',
    keys: ['ctrl+a'],
    edits: false,
    available: (editor) => editor.board.elements.length > 0,
    run: (editor) => editor.selectAll(),
  },
  {
    name: 'actions.escape',
    group: 'select',
    keys: ['escape'],
    edits: false,
    available: () => true,
    run: (editor) => editor.escape(),
  },
])

/** Board units for a press of an arrow, and with Shift. */
const nudges = { plain: 1, withShift: 10 }

const directions = [
  { name: 'actions.nudgeLeft', key: 'arrowleft', dx: -1, dy: 0 },
  { name: 'actions.nudgeRight', key: 'arrowright', dx: 1, dy: 0 },
  { name: 'actions.nudgeUp', key: 'arrowup', dx: 0, dy: -1 },
  { name: 'actions.nudgeDown', key: 'arrowdown', dx: 0, dy: 1 },
] as const

export const nudgeActions = table(
  directions.map(({ name, key, dx, dy }) => ({
    name,
    group: 'arrange' as const,
    keys: [key, `shift+${key}`],
    edits: true,
    available: hasSelection,
    run: (editor: Editor, { shift = false, repeat = false }: ActionInput) => {
      const step = editor.options.snapToGrid ? gridStep : nudges.withShift
      const units = shift ? step : nudges.plain
      editor.nudge(dx * units, dy * units, repeat)
    },
  })),
)
