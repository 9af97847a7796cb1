import { boardActions } from './board.ts'
import { alignActions } from './align.ts'
import { editActions, nudgeActions } from './edit.ts'
import { groupActions } from './group.ts'
import { historyActions } from './history.ts'
import { imageActions, trimActions } from './images.ts'
import { inkActions } from './ink.ts'
import { linkActions } from './links.ts'
import { navigationActions, panActions } from './navigation.ts'
import { orderActions } from './order.ts'
import { pagesActions } from './pages.ts'
import { placingActions, shapeActions, sizeActions } from './shapes.ts'
import { snappingActions } from './snapping.ts'
import { styleActions } from './styles.ts'
import { toolActions } from './tools.ts'
import { viewActions } from './view.ts'

/** Everything that a person can do to a board and with its view. Where several have the same key, the first available. */
export const actions = [
  ...toolActions,
  ...inkActions,
  ...historyActions,
  ...imageActions,
  ...trimActions,
  ...editActions,
  ...nudgeActions,
  ...viewActions,
  ...boardActions,
  ...navigationActions,
  ...panActions,
  ...pagesActions,
  ...groupActions,
  ...orderActions,
  ...alignActions,
  ...styleActions,
  ...linkActions,
  ...snappingActions,
  ...placingActions,
  ...shapeActions,
  ...sizeActions,
]

export type ActionName = (typeof actions)[number]['name']
