import type { Editor } from '../editor.ts'
import { table } from './action.ts'

const firstLink = ({ selected }: Editor) => selected.find(({ link }) => link !== '')?.link

/** Where elements lead. */
export const linkActions = table([
  {
    name: 'arrange.openLink',
    group: 'edit',
    keys: [],
    edits: false,
    available: (editor: Editor) => firstLink(editor) !== undefined,
    run: (editor) => editor.openLink(firstLink(editor) ?? ''),
  },
  {
    name: 'arrange.removeLink',
    group: 'edit',
    keys: [],
    edits: true,
    available: (editor) => editor.changeable.some(({ link }) => link !== ''),
    run: (editor) => editor.setLink(''),
  },
])
