import { createElement, note as make } from '@drawbridge/board'
import { editElementText } from '../../text-editing.ts'
import { boxTool } from '../shape/shape-tool.ts'

/** Yellow as long as nobody has chosen a colour: on a paper as dark as ink nothing could be read. */
function paper(color: string): string {
  return color === 'ink' ? 'yellow' : color
}

/** A note is there to be written on, so its text field opens at once. */
export const note = boxTool({
  usual: { width: 200, height: 200 },
  make: (made) => make({ ...made, color: paper(made.color) }),
  finish(context, element) {
    context.submit([createElement(element)])
    context.finish(element.id)
    const editing = editElementText(element)
    if (editing) context.editText(editing)
  },
})
