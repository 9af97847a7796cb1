import { table } from '@drawbridge/editor'
import type { Desk } from './desk.ts'

const hasSelection = ({ view }: Desk) => view.editor.selection.size > 0
const hasWords = ({ view }: Desk) =>
  view.editor.selected.some((element) => 'text' in element && element.text !== '')
const always = () => true

/** Copying, and pasting of what was copied. The keys that browsers know come as events of the clipboard. */
export const clipboardActions = table([
  {
    name: 'arrange.cut',
    group: 'edit',
    keys: ['ctrl+x'],
    isNative: true,
    edits: true,
    available: hasSelection,
    run: (desk: Desk) => desk.clipboard()?.copy('cut'),
  },
  {
    name: 'arrange.copy',
    group: 'edit',
    keys: ['ctrl+c'],
    isNative: true,
    edits: false,
    available: hasSelection,
    run: (desk) => desk.clipboard()?.copy('copy'),
  },
  {
    name: 'arrange.paste',
    group: 'edit',
    keys: ['ctrl+v'],
    isNative: true,
    edits: true,
    available: always,
    run: (desk) => void desk.clipboard()?.pasteFromMenu(false),
  },
  {
    name: 'arrange.pasteInPlace',
    group: 'edit',
    keys: ['ctrl+shift+v'],
    edits: true,
    available: always,
    run: (desk) => void desk.clipboard()?.pasteFromMenu(true),
  },
  {
    name: 'arrange.copyPng',
    group: 'edit',
    keys: ['alt+shift+c'],
    edits: false,
    available: hasSelection,
    run: (desk) => void desk.clipboard()?.copyAs('png'),
  },
  {
    name: 'arrange.copySvg',
    group: 'edit',
    keys: [],
    edits: false,
    available: hasSelection,
    run: (desk) => void desk.clipboard()?.copyAs('svg'),
  },
  {
    name: 'arrange.copyText',
    group: 'edit',
    keys: [],
    edits: false,
    available: hasWords,
    run: (desk) => void desk.clipboard()?.copyAs('text'),
  },
])
