import type { Editor } from '../editor.ts'
import { table } from './action.ts'

const choices = [
  { name: 'arrange.snapToElements', key: 'alt+s', option: 'snapToElements' },
  { name: 'arrange.snapToGrid', key: 'alt+shift+g', option: 'snapToGrid' },
] as const

/** What is moved comes into line with, or not. */
export const snappingActions = table(
  choices.map(({ name, key, option }) => ({
    name,
    group: 'view' as const,
    keys: [key],
    edits: true,
    available: () => true,
    checked: (editor: Editor) => editor.options[option],
    run: (editor: Editor) => editor.setOptions({ [option]: !editor.options[option] }),
  })),
)
