import a11y from './messages/en/a11y.json'
import actions from './messages/en/actions.json'
import arrange from './messages/en/arrange.json'
import board from './messages/en/board.json'
import errors from './messages/en/errors.json'
import home from './messages/en/home.json'
import images from './messages/en/images.json'
import ink from './messages/en/ink.json'
import navigation from './messages/en/navigation.json'
import pages from './messages/en/pages.json'
import presence from './messages/en/presence.json'
import shapes from './messages/en/shapes.json'
import style from './messages/en/style.json'
import text from './messages/en/text.json'
import tools from './messages/en/tools.json'

/** What the page says in English, by area: it comes with the page, and it decides which keys there are. */
export const english = {
  a11y,
  actions,
  arrange,
  board,
  errors,
  home,
  images,
  ink,
  navigation,
  pages,
  presence,
  shapes,
  style,
  text,
  tools,
}

type Areas = typeof english

/** `area.key` */
export type MessageKey = {
  [Area in keyof Areas & string]: `${Area}.${keyof Areas[Area] & string}`
}[keyof Areas & string]
