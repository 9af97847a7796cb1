import { elementId, elementIdBytes, updateElement } from '@drawbridge/board'
import type { Editor } from '../editor.ts'
import { framesOf } from '../frames.ts'
import { group, groupsOf, pressedGroup, ungroup } from '../groups.ts'
import { table } from './action.ts'

const hasGroup = (editor: Editor) =>
  editor.changeable.some((element) => pressedGroup(element, editor.focusedGroup) !== undefined)

/** Whether all that is selected is one group already. */
function isOneGroup({ changeable, focusedGroup }: Editor): boolean {
  const [first, ...others] = changeable.map((element) => pressedGroup(element, focusedGroup))
  return first !== undefined && others.every((each) => each === first)
}

/** What belongs together, and what cannot be changed. */
export const groupActions = table([
  {
    name: 'arrange.group',
    group: 'arrange',
    keys: ['ctrl+g'],
    edits: true,
    available: (editor: Editor) => editor.changeable.length > 1 && !isOneGroup(editor),
    run: (editor) => editor.submit(group(editor.changeable, elementId(editor.randomBytes(elementIdBytes)))),
  },
  {
    name: 'arrange.ungroup',
    group: 'arrange',
    keys: ['ctrl+shift+g'],
    edits: true,
    available: hasGroup,
    run: (editor) => editor.submit(ungroup(editor.changeable, editor.focusedGroup)),
  },
  {
    name: 'arrange.enterGroup',
    group: 'select',
    keys: [],
    edits: false,
    available: hasGroup,
    run: (editor) => {
      const [first] = editor.changeable
      const inner = first && groupsOf(first).at(-1)
      if (first && inner !== undefined) editor.enterGroup(inner, first.id)
    },
  },
  {
    name: 'arrange.lock',
    group: 'arrange',
    keys: ['ctrl+shift+l'],
    edits: true,
    available: (editor) => editor.selection.size > 0,
    checked: (editor) => editor.selected.length > 0 && editor.changeable.length === 0,
    run: (editor) => {
      const locks = editor.changeable.length > 0
      const changed = editor.selected.filter(({ locked }) => locked !== locks)
      editor.submit(changed.map(({ id }) => updateElement(id, { locked: locks })))
    },
  },
  {
    name: 'arrange.unlockAll',
    group: 'arrange',
    keys: [],
    edits: true,
    available: (editor) => editor.board.elements.some(({ locked }) => locked),
    run: (editor) => {
      const locked = editor.board.elements.filter((element) => element.locked)
      editor.submit(locked.map(({ id }) => updateElement(id, { locked: false })))
      editor.select(locked.map(({ id }) => id))
    },
  },
  {
    name: 'arrange.removeFrame',
    group: 'arrange',
    keys: [],
    edits: true,
    available: (editor) => editor.changeable.some(({ type }) => type === 'frame'),
    run: (editor) => editor.removeFrames(framesOf(editor.board).filter(({ id }) => editor.selection.has(id))),
  },
])
