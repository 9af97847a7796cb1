import { boardActions } from './board.ts'
import { alignActions } from './align.ts'
import { editActions, nudgeActions } from './edit.ts'
import { groupActions } from './group.ts'
import { historyActions } from './history.ts'
import { linkActions } from './links.ts'
import { orderActions } from './order.ts'
import { snappingActions } from './snapping.ts'
import { styleActions } from './styles.ts'
import { navigationActions, panActions } from './navigation.ts'
import { pagesActions } from './pages.ts'
import { inkActions } from './ink.ts'
import { toolActions } from './tools.ts'
import { viewActions } from './view.ts'

/** Everything that a person can do to a board and with its view. Where several have the same key, the first available. */
export const actions = [
  ...toolActions,
  ...inkActions,
  ...historyActions,
  ...editActions,
  ...nudgeActions,
  ...viewActions,
  ...boardActions,
  ...groupActions,
  ...orderActions,
  ...alignActions,
  ...styleActions,
  ...linkActions,
  ...snappingActions,
  ...navigationActions,
  ...panActions,
  ...pagesActions,
]

export type ActionName = (typeof actions)[number]['name']
