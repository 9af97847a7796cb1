import { languages } from '../i18n/languages.ts'
import type { CommandName } from './commands.ts'

type Section = readonly CommandName[]

/** What a press with the second button on elements offers, in sections. */
export const elementSections: readonly Section[] = [
  ['arrange.cut', 'arrange.copy', 'arrange.paste', 'arrange.pasteInPlace'],
  ['arrange.copyPng', 'arrange.copySvg', 'arrange.copyText', 'arrange.copyStyle', 'arrange.pasteStyle'],
  ['actions.duplicate', 'actions.delete'],
  ['arrange.toFront', 'arrange.forward', 'arrange.backward', 'arrange.toBack'],
  ['arrange.group', 'arrange.ungroup', 'arrange.flipX', 'arrange.flipY', 'arrange.removeFrame'],
  ['arrange.lock', 'arrange.editLink', 'arrange.openLink', 'arrange.removeLink'],
  ['actions.selectAll', 'actions.exportPng', 'actions.exportSvg'],
]

/** And on the board where nothing is. */
export const boardSections: readonly Section[] = [
  ['arrange.paste', 'arrange.pasteInPlace'],
  ['actions.undo', 'actions.redo', 'actions.selectAll', 'arrange.unlockAll'],
  [
    'actions.zoomToFit',
    'actions.zoomTo100',
    'actions.toggleGrid',
    'arrange.snapToGrid',
    'arrange.snapToElements',
    'arrange.find',
  ],
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
