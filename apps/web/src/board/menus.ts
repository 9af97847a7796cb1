import type { ActionGroup } from '@drawbridge/editor'
import { languages } from '../i18n/languages.ts'
import type { Command, CommandName } from './commands.ts'

type Names = readonly CommandName[]
type Commands = ReadonlyMap<CommandName, Command>

/** A part of a menu: commands that are offered now, or those behind a further menu that is named for their group. */
export interface Section {
  readonly group?: ActionGroup
  readonly commands: readonly Command[]
}

/** What a press with the second button on elements offers, in sections. */
const onElements: readonly Names[] = [
  ['images.cropDone', 'images.crop', 'images.resetCrop', 'images.describe'],
  ['arrange.cut', 'arrange.copy', 'arrange.paste', 'arrange.pasteInPlace'],
  ['arrange.copyPng', 'arrange.copySvg', 'arrange.copyText', 'arrange.copyStyle', 'arrange.pasteStyle'],
  ['actions.duplicate', 'actions.delete'],
  ['arrange.toFront', 'arrange.forward', 'arrange.backward', 'arrange.toBack'],
  ['arrange.group', 'arrange.ungroup', 'arrange.flipX', 'arrange.flipY', 'arrange.removeFrame'],
  ['arrange.lock', 'arrange.editLink', 'arrange.openLink', 'arrange.removeLink'],
  ['navigation.zoomToSelection', 'navigation.copyLinkToSelection'],
  ['actions.selectAll', 'actions.exportPng', 'actions.exportSvg', 'actions.exportPdf'],
]

/** And on the board where nothing is. */
const onBoard: readonly Names[] = [
  ['arrange.paste', 'arrange.pasteInPlace'],
  ['actions.undo', 'actions.redo', 'actions.selectAll', 'arrange.unlockAll'],
  ['actions.zoomToFit', 'actions.zoomTo100', 'arrange.find', 'navigation.copyLinkToView'],
  ['actions.toggleGrid', 'arrange.snapToGrid', 'arrange.snapToElements'],
  ['actions.exportPng', 'actions.exportSvg', 'actions.exportPdf'],
  ['actions.palette', 'actions.shortcuts'],
]

/** Their other actions are behind further menus. */
const furtherGroups: readonly ActionGroup[] = ['arrange', 'style', 'text']

/** Keys do these; in a menu they would only be in the way. */
const unlisted: Names = ['actions.nudgeLeft', 'actions.nudgeRight', 'actions.nudgeUp', 'actions.nudgeDown']

export function named(commands: Commands, names: Names): Command[] {
  return names.flatMap((name) => commands.get(name) ?? [])
}

function offered(sections: readonly Section[]): Section[] {
  return sections
    .map((section) => ({ ...section, commands: section.commands.filter((command) => command.available()) }))
    .filter((section) => section.commands.length > 0)
}

/** The menu of what is selected. */
export function elementSections(commands: Commands): Section[] {
  const listed = new Set<string>([...onElements.flat(), ...unlisted])
  const further = furtherGroups.map((group) => ({
    group,
    commands: [...commands.values()].filter(
      (command) => command.group === group && !listed.has(command.name),
    ),
  }))
  return offered([...onElements.map((names) => ({ commands: named(commands, names) })), ...further])
}

/** The menu of the board. */
export function boardSections(commands: Commands): Section[] {
  return offered(onBoard.map((names) => ({ commands: named(commands, names) })))
}

export const patterns: Names = ['actions.patternNone', 'actions.patternDots', 'actions.patternLines']

export const backgrounds: Names = [
  'actions.background.paper',
  'actions.background.grey',
  'actions.background.yellow',
  'actions.background.green',
  'actions.background.blue',
  'actions.background.violet',
  'actions.background.pink',
]

export const themeChoices: Names = ['actions.themeLight', 'actions.themeDark', 'actions.themeSystem']

export const languageChoices: Names = languages.map((language) => `board.languages.${language}` as const)
