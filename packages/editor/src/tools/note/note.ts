import { createElement, note as make } from '@drawbridge/board'
import { editElementText } from '../../text-editing.ts'
import { boxTool } from '../shape/shape-tool.ts'

/** A note is there to be written on, so its text field opens at once. */
export const note = boxTool({
  usual: { width: 200, height: 200 },
  style: { color: 'yellow' },
  make,
  finish(context, element) {
    context.submit([createElement(element)])
    context.finish(element.id)
    const editing = editElementText(element)
    if (editing) context.editText(editing)
  },
})
