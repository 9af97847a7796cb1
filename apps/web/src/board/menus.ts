import { languages } from '../i18n/languages.ts'
import type { CommandName } from './commands.ts'

type Section = readonly CommandName[]

/** What a press with the second button on elements offers, in sections. */
export const elementSections: readonly Section[] = [
  ['images.cropDone', 'images.crop', 'images.resetCrop', 'images.describe'],
  ['actions.duplicate', 'actions.delete'],
  ['actions.selectAll', 'actions.exportPng', 'actions.exportSvg'],
]

/** And on the board where nothing is. */
export const boardSections: readonly Section[] = [
  ['actions.undo', 'actions.redo', 'actions.selectAll'],
  ['actions.zoomToFit', 'actions.zoomTo100', 'actions.toggleGrid'],
  ['actions.exportPng', 'actions.exportSvg'],
  ['actions.palette', 'actions.shortcuts'],
]

export const patterns: Section = ['actions.patternNone', 'actions.patternDots', 'actions.patternLines']

export const backgrounds: Section = [
  'actions.background.paper',
  'actions.background.grey',
  'actions.background.yellow',
  'actions.background.green',
  'actions.background.blue',
  'actions.background.violet',
  'actions.background.pink',
]

export const themeChoices: Section = ['actions.themeLight', 'actions.themeDark', 'actions.themeSystem']

export const languageChoices: Section = languages.map((language) => `board.languages.${language}` as const)
