import { align, distribute, flip } from '../arrange.ts'
import type { Editor } from '../editor.ts'
import { table } from './action.ts'

const alignments = [
  { name: 'arrange.alignLeft', key: 'ctrl+shift+arrowleft', axis: 'x', part: 'start' },
  { name: 'arrange.alignCenter', key: 'alt+h', axis: 'x', part: 'middle' },
  { name: 'arrange.alignRight', key: 'ctrl+shift+arrowright', axis: 'x', part: 'end' },
  { name: 'arrange.alignTop', key: 'ctrl+shift+arrowup', axis: 'y', part: 'start' },
  { name: 'arrange.alignMiddle', key: 'alt+v', axis: 'y', part: 'middle' },
  { name: 'arrange.alignBottom', key: 'ctrl+shift+arrowdown', axis: 'y', part: 'end' },
] as const

const distributions = [
  { name: 'arrange.distributeX', key: 'alt+shift+h', axis: 'x' },
  { name: 'arrange.distributeY', key: 'alt+shift+v', axis: 'y' },
] as const

const flips = [
  { name: 'arrange.flipX', key: 'shift+h', axis: 'x' },
  { name: 'arrange.flipY', key: 'shift+v', axis: 'y' },
] as const

const group = 'arrange' as const
const holds = (least: number) => (editor: Editor) => editor.changeable.length >= least

/** Brings what is selected into line. */
export const alignActions = [
  ...table(
    alignments.map(({ name, key, axis, part }) => ({
      name,
      group,
      keys: [key],
      edits: true,
      available: holds(2),
      run: (editor: Editor) =>
        editor.submit(align(editor.changeable, editor.board, editor.focusedGroup, axis, part)),
    })),
  ),
  ...table(
    distributions.map(({ name, key, axis }) => ({
      name,
      group,
      keys: [key],
      edits: true,
      available: holds(3),
      run: (editor: Editor) =>
        editor.submit(distribute(editor.changeable, editor.board, editor.focusedGroup, axis)),
    })),
  ),
  ...table(
    flips.map(({ name, key, axis }) => ({
      name,
      group,
      keys: [key],
      edits: true,
      available: holds(1),
      run: (editor: Editor) => editor.submit(flip(editor.changeable, editor.board, axis)),
    })),
  ),
]
