import type { BoardSettings } from '@drawbridge/board'
import { changeSettings } from '@drawbridge/board'
import type { Editor } from '../editor.ts'
import { table } from './action.ts'

/** Undoable, and the same for everyone on the board. */
function change(editor: Editor, settings: Partial<BoardSettings>): void {
  editor.submit([changeSettings(settings)])
}

const patterns = [
  { name: 'actions.patternNone', pattern: 'none' },
  { name: 'actions.patternDots', pattern: 'dots' },
  { name: 'actions.patternLines', pattern: 'lines' },
] as const

const backgrounds = ['paper', 'grey', 'yellow', 'green', 'blue', 'violet', 'pink'] as const

const patternActions = table(
  patterns.map(({ name, pattern }) => ({
    name,
    group: 'board' as const,
    keys: [],
    edits: true,
    available: () => true,
    checked: ({ board }: Editor) => board.settings.pattern === pattern,
    run: (editor: Editor) => change(editor, { pattern }),
  })),
)

const backgroundActions = table(
  backgrounds.map((background) => ({
    name: `actions.background.${background}` as const,
    group: 'board' as const,
    keys: [],
    edits: true,
    available: () => true,
    checked: ({ board }: Editor) => board.settings.background === background,
    run: (editor: Editor) => change(editor, { background }),
  })),
)

const toggleActions = table([
  {
    name: 'actions.toggleGrid',
    group: 'view',
    keys: ["ctrl+'"],
    edits: true,
    available: () => true,
    checked: ({ board }: Editor) => board.settings.pattern !== 'none',
    run: (editor) => change(editor, { pattern: editor.board.settings.pattern === 'none' ? 'dots' : 'none' }),
  },
])

export const boardActions = [...toggleActions, ...patternActions, ...backgroundActions]
