import type { Editor } from '../editor.ts'
import { bringForward, bringToFront, sendBackward, sendToBack } from '../paint-order.ts'
import { table } from './action.ts'

const orders = [
  { name: 'arrange.forward', keys: ['ctrl+]', 'alt+]'], order: bringForward },
  { name: 'arrange.backward', keys: ['ctrl+[', 'alt+['], order: sendBackward },
  { name: 'arrange.toFront', keys: [']', 'ctrl+shift+]'], order: bringToFront },
  { name: 'arrange.toBack', keys: ['[', 'ctrl+shift+['], order: sendToBack },
] as const

/** What lies above what. */
export const orderActions = table(
  orders.map(({ name, keys, order }) => ({
    name,
    group: 'arrange' as const,
    keys,
    edits: true,
    available: (editor: Editor) => editor.changeable.length > 0,
    run: (editor: Editor) => editor.submit(order(editor.changeable, editor.board, editor.randomBytes)),
  })),
)
