import type { MessageKey } from '../i18n/english.ts'

/** What hands can do that is no action with a key, for the sheet. */
export const gestures: readonly { readonly does: MessageKey; readonly how: MessageKey }[] = [
  { does: 'actions.gesture.pan', how: 'actions.gesture.panHow' },
  { does: 'actions.gesture.zoom', how: 'actions.gesture.zoomHow' },
  { does: 'actions.gesture.menu', how: 'actions.gesture.menuHow' },
  { does: 'actions.gesture.addToSelection', how: 'actions.gesture.addToSelectionHow' },
]
