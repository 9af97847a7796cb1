import type { Editor } from '../editor.ts'
import { branch, branching, join, joinable } from '../flowchart.ts'
import { hasSize } from '../sizing.ts'
import { hasWords } from '../text-editing.ts'
import type { ActionInput } from './action.ts'
import { table } from './action.ts'

const branches = [
  { name: 'shapes.branchRight', key: 'ctrl+arrowright', direction: { x: 1, y: 0 } },
  { name: 'shapes.branchLeft', key: 'ctrl+arrowleft', direction: { x: -1, y: 0 } },
  { name: 'shapes.branchUp', key: 'ctrl+arrowup', direction: { x: 0, y: -1 } },
  { name: 'shapes.branchDown', key: 'ctrl+arrowdown', direction: { x: 0, y: 1 } },
] as const

/** Board units for a press. */
const step = 10
const sizes = [
  { name: 'shapes.wider', key: 'alt+shift+arrowright', dx: step, dy: 0 },
  { name: 'shapes.narrower', key: 'alt+shift+arrowleft', dx: -step, dy: 0 },
  { name: 'shapes.higher', key: 'alt+shift+arrowdown', dx: 0, dy: step },
  { name: 'shapes.lower', key: 'alt+shift+arrowup', dx: 0, dy: -step },
] as const

export const placingActions = table([
  {
    name: 'shapes.place',
    group: 'tools',
    keys: ['enter'],
    edits: true,
    available: (editor: Editor) => editor.canPlace,
    run: (editor) => editor.place(),
  },
  {
    name: 'shapes.keepTool',
    group: 'tools',
    keys: ['q'],
    edits: false,
    available: () => true,
    checked: (editor) => editor.options.keepsTool,
    run: (editor) => editor.setOptions({ keepsTool: !editor.options.keepsTool }),
  },
  {
    name: 'shapes.write',
    group: 'text',
    keys: ['enter', 'f2'],
    edits: true,
    available: (editor) => wordsOf(editor) !== undefined,
    run(editor) {
      const id = wordsOf(editor)
      if (id !== undefined) editor.editWords(id)
    },
  },
  {
    name: 'shapes.join',
    group: 'edit',
    keys: ['alt+c'],
    edits: true,
    available: (editor) => editor.ask(joinable) !== undefined,
    run: (editor) => editor.perform(join),
  },
])

/** Id of the one selected element that can be written on. */
function wordsOf(editor: Editor): string | undefined {
  const [element, another] = editor.selected
  const isOne = element !== undefined && another === undefined && !editor.canPlace
  return isOne && hasWords(element) && !element.locked ? element.id : undefined
}

/** What makes a flowchart grow from one element to the next. */
export const shapeActions = table(
  branches.map(({ name, key, direction }) => ({
    name,
    group: 'edit' as const,
    keys: [key],
    edits: true,
    available: (editor: Editor) => editor.ask(branching) !== undefined,
    run: (editor: Editor) => editor.perform((context) => branch(context, direction)),
  })),
)

export const sizeActions = table(
  sizes.map(({ name, key, dx, dy }) => ({
    name,
    group: 'arrange' as const,
    keys: [key],
    edits: true,
    available: (editor: Editor) => editor.selected.some(hasSize),
    run: (editor: Editor, { repeat = false }: ActionInput) => editor.resizeSelection(dx, dy, repeat),
  })),
)
